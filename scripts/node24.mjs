// Finds a Node of at least version 24: the running one, or the one that npm installed with the project.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MAJOR_NEEDED = 24

/** Path of a Node >= 24 binary, or null when neither the running Node nor node_modules has one. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= MAJOR_NEEDED) return process.execPath
  const bundled = fileURLToPath(
    new URL(`../node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url),
  )
  return existsSync(bundled) ? bundled : null
}

/** Runs a script to its end on Node 24, passing signals on, and leaves with its exit code. */
export async function runOnNode24(script, args) {
  const node = findNode24()
  if (node === null) {
    console.error(
      `Qunce needs Node ${MAJOR_NEEDED}. Run \`npm ci\` in the checkout (it brings one for Linux), or install Node ${MAJOR_NEEDED}.`,
    )
    process.exit(69)
  }
  if (node === process.execPath) {
    process.argv.splice(1, process.argv.length - 1, script, ...args)
    await import(script)
    return
  }
  const child = spawn(node, [script, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}
