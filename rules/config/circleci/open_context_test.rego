package sekisho.circleci.open_context_test

import rego.v1

import data.sekisho.circleci.open_context

test_good_1 if {
	r := open_context.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
workflows:
  w:
    jobs:
      - test: {context: test}
      - deploy: {context: production, filters: {branches: {only: main}}}
`)
	count(r) == 0
}

test_good_2 if {
	r := open_context.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
workflows:
  w:
    jobs:
      - hold: {type: approval}
      - deploy: {context: [production], requires: [hold]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := open_context.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
workflows:
  w:
    jobs:
      - deploy: {context: production}
`)
	count(r) == 1
}

test_bad_2 if {
	r := open_context.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
workflows:
  w:
    jobs:
      - test
      - publish:
          requires: [test]
          context:
            - npm-publish
`)
	count(r) == 1
}
