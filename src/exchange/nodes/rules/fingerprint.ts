import { createHash } from 'node:crypto'

/**
 * What people read to each other to compare a key: SHA-256 of its 32 bytes, the first 16 of them in groups of four digits.
 * @param publicKey base64url
 */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)
  return digest.match(/.{4}/g)?.join(' ') ?? ''
}
