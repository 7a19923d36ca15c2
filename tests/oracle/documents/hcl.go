package main

import (
	"encoding/json"

	"github.com/tmccombs/hcl2json/convert"
)

// What conftest's HCL 2 parser makes of a text.
func hcl(text string) any {
	b, err := convert.Bytes([]byte(text), "x.tf", convert.Options{})
	if err != nil {
		return map[string]string{"error": err.Error()}
	}
	return map[string]any{"doc": json.RawMessage(b)}
}
