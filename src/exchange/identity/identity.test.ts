import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isSignedBy, openIdentity } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'qunce-identity-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.from('广西壮族自治区')

test('[EXC-130] an installation has one key, kept for its owner alone, and signs with it', () => {
  const first = openIdentity(folder)
  const signature = first.sign(bytes)
  expect(statSync(join(folder, 'node-key.pem')).mode & 0o777).toBe(0o600)
  expect(openIdentity(folder).publicKey).toBe(first.publicKey)
  expect(isSignedBy(first.publicKey, bytes, signature)).toBe(true)
  expect(isSignedBy(first.publicKey, Buffer.from('海南省'), signature)).toBe(false)
  const other = openIdentity(join(folder, 'other'))
  expect(other.publicKey).not.toBe(first.publicKey)
  expect(isSignedBy(other.publicKey, bytes, signature)).toBe(false)
  for (const [key, said] of [
    ['', signature],
    ['no key', signature],
    [first.publicKey, ''],
    [first.publicKey, signature.slice(4)],
  ] as const)
    expect(isSignedBy(key, bytes, said)).toBe(false)
})

test('[EXC-130] the published example of RFC 8032 (7.1, test 2) verifies', () => {
  const hex = (text: string) => Buffer.from(text, 'hex').toString('base64url')
  const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = hex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  expect(isSignedBy(key, Uint8Array.of(0x72), signature)).toBe(true)
  expect(isSignedBy(key, Uint8Array.of(0x73), signature)).toBe(false)
})

test('[EXC-130] a damaged key is not replaced silently', () => {
  const damaged = mkdtempSync(join(folder, 'damaged-'))
  writeFileSync(join(damaged, 'node-key.pem'), 'no key')
  expect(() => openIdentity(damaged)).toThrow(expect.objectContaining({ code: 'node_key_damaged' }))
})
