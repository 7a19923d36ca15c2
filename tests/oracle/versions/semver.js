// node-semver, as npm carries it: node semver.js FOLDER
const semver = require(process.argv[2]);
const lines = require('fs').readFileSync(0, 'utf8').split('\n').slice(0, -1);
const answer = ([what, a, b]) => {
  if (!semver.valid(a)) return 'bad';
  if (what === 'in') return semver.validRange(b) === null ? 'bad' : semver.satisfies(a, b) ? 'in' : 'out';
  return semver.valid(b) ? semver.compare(a, b) : 'bad';
};
process.stdout.write(lines.map((l) => answer(l.split('\t')) + '\n').join(''));
