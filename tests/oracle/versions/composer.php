<?php // composer/semver: php composer.php AUTOLOAD
require $argv[1];
use Composer\Semver\Comparator;
use Composer\Semver\Semver;
use Composer\Semver\VersionParser;
$parser = new VersionParser();
while (($line = fgets(STDIN)) !== false) {
    [$what, $a, $b] = explode("\t", rtrim($line, "\n"));
    try {
        if ($what === 'in') {
            echo Semver::satisfies($a, $b) ? "in\n" : "out\n";
            continue;
        }
        $a = $parser->normalize($a);
        $b = $parser->normalize($b);
        echo Comparator::lessThan($a, $b) ? -1 : (Comparator::greaterThan($a, $b) ? 1 : 0), "\n";
    } catch (\Throwable $e) {
        echo "bad\n";
    }
}
