// Commands of scripts as mvdan.cc/sh sees them: paths on stdin, one JSON line for each on stdout.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"

	"mvdan.cc/sh/v3/syntax"
)

type answer struct {
	Path     string     `json:"path"`
	Error    string     `json:"error,omitempty"`
	Commands [][]string `json:"commands"`
}

func commands(text []byte) ([][]string, error) {
	all := [][]string{}
	f, err := syntax.NewParser().Parse(bytes.NewReader(text), "")
	if err != nil {
		return all, err
	}
	p := syntax.NewPrinter()
	syntax.Walk(f, func(n syntax.Node) bool {
		call, ok := n.(*syntax.CallExpr)
		if ok && len(call.Args) > 0 {
			words := []string{}
			for _, w := range call.Args {
				var b bytes.Buffer
				p.Print(&b, w)
				words = append(words, b.String())
			}
			all = append(all, words)
		}
		return true
	})
	return all, nil
}

func main() {
	in, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for in.Scan() {
		text, err := os.ReadFile(in.Text())
		a := answer{Path: in.Text()}
		if err == nil {
			a.Commands, err = commands(text)
		}
		if err != nil {
			a.Error = err.Error()
		}
		out.Encode(a)
	}
}
