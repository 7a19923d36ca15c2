// golang.org/x/mod/semver, as the go command carries it.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"oracle/semver"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		f := strings.Split(in.Text(), "\t")
		if !semver.IsValid(f[1]) || !semver.IsValid(f[2]) {
			fmt.Println("bad")
		} else {
			fmt.Println(semver.Compare(f[1], f[2]))
		}
	}
}
