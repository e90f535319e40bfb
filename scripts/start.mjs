// npm start: from a bare checkout to a running system. Arguments go on to `qunce serve` (npm start -- --port 9000).
import { join } from 'node:path'
import { runOnNode24 } from './node24.mjs'
import { buildWeb, installPackages, root } from './setup.mjs'

try {
  installPackages()
  buildWeb()
} catch (error) {
  console.error(`qunce: could not start: ${error.message}`)
  process.exit(1)
}
await runOnNode24(join(root, 'src', 'cli', 'main.ts'), ['serve', ...process.argv.slice(2)])
