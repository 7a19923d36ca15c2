-- rpm.vercmp() of rpm's own Lua; the file with the pairs is in the macro "pairs".
local out = {}
for line in io.lines(rpm.expand("%{pairs}")) do
    local a, b = line:match("^cmp\t(.*)\t(.*)$")
    local ok, order = pcall(rpm.vercmp, a, b)
    out[#out + 1] = ok and tostring(order) or "bad"
end
print(table.concat(out, "\n"))
