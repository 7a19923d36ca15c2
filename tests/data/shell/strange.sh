((a); b)
echo "${C:-'q}"
echo $[5+6]
