# shellcheck shell=sh disable=SC2034 # $python is for whoever sources this
# python.sh - to source: $python is an interpreter with the packages of requirements.txt, "" without network.
venv=build/oracle/venv
if ! [ -f $venv/ready ] || ! cmp -s $venv/ready tests/oracle/requirements.txt; then
    rm -rf $venv
    python3 -m venv $venv && timeout 300 $venv/bin/pip install -q --disable-pip-version-check \
        -r tests/oracle/requirements.txt && cp tests/oracle/requirements.txt $venv/ready
fi
python=
[ -f $venv/ready ] && python=$venv/bin/python
