import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { startRefusals } from './startRefusals.ts'

/**
 * The secret that session cookies are signed with: made at the first start, kept in the data folder where only its
 * owner can read it. Losing it signs everybody out, no more.
 * @throws Refusal session_secret_damaged
 */
export function readOrMakeSecret(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, 'session-secret')
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, randomBytes(48).toString('base64url'))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(path, 0o600)
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw startRefusals.secretDamaged(path)
  return secret
}
