// Writes src/engine/rego/unicode_tables.c: go run scripts/unicode/main.go >src/engine/rego/unicode_tables.c
// Facts of the Unicode standard, in the version that Go's regexp has.
package main

import (
	"fmt"
	"sort"
	"unicode"
)

var col int

// Many items on a line.
func item(format string, a ...any) {
	s := fmt.Sprintf(format, a...)
	if col+len(s) > 100 {
		fmt.Println()
		col = 0
	}
	col += len(s)
	fmt.Print(s)
}

func main() {
	fmt.Printf("// Unicode %s: categories, scripts, case. Written by scripts/unicode/main.go; do not edit.\n", unicode.Version)
	fmt.Print("#include \"engine/rego/unicode.h\"\n\n// clang-format off\n")
	tables := map[string]*unicode.RangeTable{}
	for k, v := range unicode.Categories {
		tables[k] = v
	}
	for k, v := range unicode.Scripts {
		tables[k] = v
	}
	names := []string{}
	for k := range tables {
		if len(k) <= 2 && k == "LC" {
			continue
		}
		names = append(names, k)
	}
	sort.Strings(names)
	type row struct {
		name     string
		first, n int
	}
	rows, at := []row{}, 0
	fmt.Print("const struct rego_rune_range rego_rune_ranges[] = {\n")
	for _, name := range names {
		t := tables[name]
		from := at
		for _, r := range t.R16 {
			item("{0x%x,0x%x,%d},", r.Lo, r.Hi, r.Stride)
			at++
		}
		for _, r := range t.R32 {
			item("{0x%x,0x%x,%d},", r.Lo, r.Hi, r.Stride)
			at++
		}
		rows = append(rows, row{name, from, at - from})
	}
	col = 0
	fmt.Print("\n};\n\nconst struct rego_rune_class rego_rune_classes[] = {\n")
	for _, r := range rows {
		item("{\"%s\",%d,%d},", r.name, r.first, r.n)
	}
	col = 0
	fmt.Printf("\n};\nconst unsigned rego_n_rune_classes = %d;\n\n", len(rows))
	fmt.Print("const struct rego_case_range rego_case_ranges[] = {\n")
	for _, r := range unicode.CaseRanges {
		alt := 0
		if r.Delta[0] > unicode.MaxRune || r.Delta[1] > unicode.MaxRune {
			alt = 1
			item("{0x%x,0x%x,0,0,%d},", r.Lo, r.Hi, alt)
		} else {
			item("{0x%x,0x%x,%d,%d,%d},", r.Lo, r.Hi, r.Delta[0], r.Delta[1], alt)
		}
	}
	col = 0
	fmt.Printf("\n};\nconst unsigned rego_n_case_ranges = %d;\n\n", len(unicode.CaseRanges))
	// Folding that is not just "the other case": orbits of three and more, and oddities.
	fmt.Print("const struct rego_fold rego_folds[] = {\n")
	n := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		plain := r
		if l := unicode.ToLower(r); l != r {
			plain = l
		} else {
			plain = unicode.ToUpper(r)
		}
		if f := unicode.SimpleFold(r); f != plain {
			item("{0x%x,0x%x},", r, f)
			n++
		}
	}
	col = 0
	fmt.Printf("\n};\nconst unsigned rego_n_folds = %d;\n", n)
}
