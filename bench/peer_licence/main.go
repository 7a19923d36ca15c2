// The peer of bench_licence: google/licensecheck over the same texts. Prints megabytes a second and how many
// texts it covers for more than 90 per cent.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/google/licensecheck"
)

func main() {
	names, _ := filepath.Glob(filepath.Join(os.Args[1], "*"))
	runs, _ := strconv.Atoi(os.Args[2])
	var texts [][]byte
	total := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil {
			texts = append(texts, text)
			total += len(text)
		}
	}
	best, found := time.Hour, 0
	for run := 0; run < runs; run++ {
		start := time.Now()
		found = 0
		for _, text := range texts {
			if licensecheck.Scan(text).Percent > 90 {
				found++
			}
		}
		if t := time.Since(start); t < best {
			best = t
		}
	}
	fmt.Printf("%.1f %d\n", float64(total)/1e6/best.Seconds(), found)
}
