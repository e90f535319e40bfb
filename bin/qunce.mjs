#!/usr/bin/env node
// Runs the command line on Node 24 (which runs TypeScript as it is), whatever Node the caller has. What serves pages has
// them built from the sources that lie here, where they can be.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from '../scripts/node24.mjs'
import { buildWeb, root } from '../scripts/setup.mjs'

const words = process.argv.slice(2)
const serves = ['serve', 'cluster'].includes(words[0]) && !words.includes('--help')
if (serves && existsSync(join(root, 'node_modules', 'vite'))) buildWeb()
await runOnNode24(fileURLToPath(new URL('../src/cli/main.ts', import.meta.url)), words)
