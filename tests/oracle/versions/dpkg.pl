# Dpkg::Version, the implementation of dpkg-dev.
use strict; use warnings; no warnings 'utf8';
use Dpkg::Version;
$SIG{__WARN__} = sub { };
while (my $line = <STDIN>) {
    chomp $line;
    my (undef, $a, $b) = split /\t/, $line, -1;
    my ($x, $y) = map { Dpkg::Version->new($_, check => 1) } $a, $b;
    print defined $x && defined $y ? $x <=> $y : 'bad', "\n";
}
