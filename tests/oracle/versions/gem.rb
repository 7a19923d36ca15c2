# Gem::Version and Gem::Requirement.
require 'rubygems'
STDIN.each_line(chomp: true) do |line|
  what, a, b = line.split("\t", -1)
  begin
    v = Gem::Version.new(a)
    puts(what == 'cmp' ? v <=> Gem::Version.new(b) : Gem::Requirement.new(b.split(',').map(&:strip)).satisfied_by?(v) ? 'in' : 'out')
  rescue ArgumentError
    puts 'bad'
  end
end
