# -*- encoding: utf-8 -*-
# stub: painter 1.4.2 ruby lib

Gem::Specification.new do |s|
  s.name = "painter".freeze
  s.version = "1.4.2"

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.require_paths = ["lib".freeze]
  s.authors = ["Nobody".freeze]
  s.date = "2026-11-27"
  s.licenses = ["MIT".freeze, "Ruby".freeze]
  s.rubygems_version = "3.3.15".freeze
  s.summary = "paints".freeze

  s.installed_by_version = "3.3.15" if s.respond_to? :installed_by_version

  if s.respond_to? :specification_version then
    s.specification_version = 4
  end

  if s.respond_to? :add_runtime_dependency then
    s.add_runtime_dependency(%q<brush>.freeze, [">= 1"])
  else
    s.add_dependency(%q<brush>.freeze, [">= 1"])
  end
end
