package sekisho.dockerfile.unchecked_download_test

import rego.v1

import data.sekisho.dockerfile.unchecked_download

test_good_1 if {
	r := unchecked_download.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -fsSLO https://example.com/a.tar.gz && echo "00  a.tar.gz" | sha256sum -c && tar xf a.tar.gz
`)
	count(r) == 0
}

test_good_2 if {
	r := unchecked_download.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -fsSL https://example.com/k.asc -o /usr/share/keyrings/x.asc
`)
	count(r) == 0
}

test_bad_1 if {
	r := unchecked_download.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
`)
	count(r) == 1
}

test_bad_2 if {
	r := unchecked_download.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN wget https://example.com/tool -O /usr/bin/tool && chmod +x /usr/bin/tool
`)
	count(r) == 1
}
