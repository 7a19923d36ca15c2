package sekisho.dockerfile.npm_version_test

import rego.v1

import data.sekisho.dockerfile.npm_version

test_good_1 if {
	r := npm_version.deny with input as sekisho.input("Dockerfile", `FROM node:22
RUN npm ci --omit=dev
`)
	count(r) == 0
}

test_good_2 if {
	r := npm_version.deny with input as sekisho.input("Dockerfile", `FROM node:22
RUN npm install -g pnpm@9.15.0 @scope/x@1.2.3 && npm install
`)
	count(r) == 0
}

test_bad_1 if {
	r := npm_version.deny with input as sekisho.input("Dockerfile", `FROM node:22
RUN npm install -g pnpm
`)
	count(r) == 1
}

test_bad_2 if {
	r := npm_version.deny with input as sekisho.input("Dockerfile", `FROM node:22
RUN yarn add @scope/x left-pad@latest
`)
	count(r) == 1
}
