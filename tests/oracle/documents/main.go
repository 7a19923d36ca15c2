// documents WHAT: what the readers that others use make of texts. Reads a JSON array of texts, writes one of answers.
package main

import (
	"encoding/json"
	"os"
)

func main() {
	readers := map[string]func(string) any{"dockerfile": dockerfile, "hcl": hcl, "yaml": kubernetes}
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	out := []any{}
	for _, t := range texts {
		out = append(out, readers[os.Args[1]](t))
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
