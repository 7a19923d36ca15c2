package sekisho.dockerfile.base_dead_test

import rego.v1

import data.sekisho.dockerfile.base_dead

test_good_1 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
`)
	count(r) == 0
}

test_good_2 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM node:22-bookworm-slim
FROM python:3.12
FROM alpine:3.20
FROM golang:1.23
`)
	count(r) == 0
}

test_good_3 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM registry.example/debian:9-hardened
`)
	count(r) == 0
}

test_bad_1 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM debian:buster-slim
`)
	count(r) == 1
}

test_bad_2 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM node:16.20
`)
	count(r) == 1
}

test_bad_3 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM ubuntu:18.04
`)
	count(r) == 1
}

test_bad_4 if {
	r := base_dead.deny with input as sekisho.input("Dockerfile", `FROM centos:7
`)
	count(r) == 1
}
