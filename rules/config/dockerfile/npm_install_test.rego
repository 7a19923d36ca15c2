package sekisho.dockerfile.npm_install_test

import rego.v1

import data.sekisho.dockerfile.npm_install

test_good_1 if {
	r := npm_install.deny with input as sekisho.input("Dockerfile", `FROM node:22
COPY package.json package-lock.json ./
RUN npm ci
`)
	count(r) == 0
}

test_good_2 if {
	r := npm_install.deny with input as sekisho.input("Dockerfile", `FROM node:22
COPY package.json ./
RUN npm install
`)
	count(r) == 0
}

test_bad_1 if {
	r := npm_install.deny with input as sekisho.input("Dockerfile", `FROM node:22
COPY package.json package-lock.json ./
RUN npm install --omit=dev
`)
	count(r) == 1
}

test_bad_2 if {
	r := npm_install.deny with input as sekisho.input("Dockerfile", `FROM node:22
COPY package*.json ./
RUN npm install
`)
	count(r) == 1
}
