// Ends with code 1 and one line for each broken house rule.
import { fileURLToPath } from 'node:url'
import { readSources, violations } from '../test/tidy/architecture.ts'

const files = readSources(fileURLToPath(new URL('..', import.meta.url)))
const found = violations(files)
for (const sentence of found) console.error(sentence)
console.log(`architecture: ${files.length} files, ${found.length} violations`)
process.exit(found.length === 0 ? 0 : 1)
