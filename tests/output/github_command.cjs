// Prints the workflow command that GitHub's own library makes of the JSON on standard input.
const { issueCommand } = require('@actions/core/lib/command');
const { name, properties, message } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
issueCommand(name, properties, message);
