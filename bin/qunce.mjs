#!/usr/bin/env node
// Runs the command line on Node 24 (which runs TypeScript as it is), whatever Node the caller has.
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from '../scripts/node24.mjs'

await runOnNode24(fileURLToPath(new URL('../src/cli/main.ts', import.meta.url)), process.argv.slice(2))
