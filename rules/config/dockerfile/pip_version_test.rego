package sekisho.dockerfile.pip_version_test

import rego.v1

import data.sekisho.dockerfile.pip_version

test_good_1 if {
	r := pip_version.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --no-cache-dir -r requirements.txt
`)
	count(r) == 0
}

test_good_2 if {
	r := pip_version.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install 'flask==3.0.0' ./dist/app.whl . && pip install --upgrade pip
`)
	count(r) == 0
}

test_bad_1 if {
	r := pip_version.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install flask
`)
	count(r) == 1
}

test_bad_2 if {
	r := pip_version.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip3 install --no-cache-dir flask==3.0.0 'gunicorn[gevent]'
`)
	count(r) == 1
}
