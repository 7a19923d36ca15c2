package sekisho.image.package_cache_test

import rego.v1

import data.sekisho.image.package_cache

test_good_1 if {
	r := package_cache.deny with input as {"files": [{"path": "/var/lib/apt/lists", "kinds": ["package_cache"], "what": "apt lists", "size": 17, "base": false}]}
	count(r) == 0
}

test_good_2 if {
	r := package_cache.deny with input as {"files": [{"path": "/var/cache/apk", "kinds": ["package_cache"], "what": "apk", "size": 3000000, "base": true}]}
	count(r) == 0
}

test_bad_1 if {
	r := package_cache.deny with input as {"files": [{"path": "/var/lib/apt/lists", "kinds": ["package_cache"], "what": "apt lists", "size": 18000000, "base": false}]}
	count(r) == 1
}

test_bad_2 if {
	r := package_cache.deny with input as {"files": [{"path": "/root/.cache/pip", "kinds": ["package_cache"], "what": "pip", "size": 5000000, "base": false, "deleted_in": 4}]}
	count(r) == 1
}
