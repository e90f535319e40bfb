import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { identityRefusals as refusals } from './startRefusals.ts'

/** What an installation signs with: receipts, and whatever it tells other nodes. */
export interface Identity {
  /** Its Ed25519 public key (RFC 8032): the 32 bytes, base64url. Whoever verifies is given it beforehand, by people. */
  readonly publicKey: string
  /** @returns the signature of these bytes (64 bytes), base64url */
  sign(bytes: Uint8Array): string
}

const FILE = 'node-key.pem'

/**
 * The key of this installation: made at its first start, kept in the data folder where only its owner can read it. It is
 * in no database and no backup of one; who loses it asks the region to admit a new one.
 * @throws Refusal node_key_damaged
 */
export function openIdentity(dataFolder: string): Identity {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, FILE)
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(path, 0o600)
  }
  return identityOf(readKey(path))
}

function readKey(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below: there is one way out, whatever is wrong with the file.
  }
  throw refusals.keyDamaged(path)
}

/** An identity of the given private key (Ed25519). */
export function identityOf(privateKey: KeyObject): Identity {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (!x) throw new Error('An Ed25519 key has a public part.')
  return { publicKey: x, sign: (bytes) => sign(null, bytes, privateKey).toString('base64url') }
}

const known = new Map<string, KeyObject>()
/** 32 and 64 bytes as base64url. */
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/

/** Whether the holder of this public key signed these bytes. What is no key or no signature is not signed. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  // In one form only: what reads as the same bytes, and is another text, is none.
  if (!PUBLIC_KEY.test(publicKey) || !SIGNATURE.test(signature)) return false
  try {
    const key = known.get(publicKey) ?? publicKeyOf(publicKey)
    if (known.size < 1000) known.set(publicKey, key)
    return verify(null, bytes, key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

const publicKeyOf = (publicKey: string) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
