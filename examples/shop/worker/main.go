// The worker of the example shop: turns names of goods into title case.
package main

import (
	"bufio"
	"fmt"
	"os"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

func main() {
	title := cases.Title(language.English)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		fmt.Println(title.String(in.Text()))
	}
}
