import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** A key for one purpose, of the secret of an agreement. */
const keyOf = (secret: string, purpose: string) => createHash('sha256').update(`${purpose}\n${secret}`).digest()

/**
 * The name of a row under an agreement: its number, encrypted as one block of AES-256. The same in every answer, another
 * one under another agreement, and nothing can be read from it: not how many rows there are, nor in which order they came.
 */
export function referenceOf(secret: string, number: number): string {
  const block = Buffer.alloc(16)
  block.writeUInt32BE(number, 12)
  const cipher = createCipheriv('aes-256-ecb', keyOf(secret, 'row'), null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('hex')
}

/** The row that a reference is of; null where it is none under this agreement. */
export function rowOfReference(secret: string, reference: string): number | null {
  if (!/^[0-9a-f]{32}$/.test(reference)) return null
  const decipher = createDecipheriv('aes-256-ecb', keyOf(secret, 'row'), null).setAutoPadding(false)
  const block = Buffer.concat([decipher.update(reference, 'hex'), decipher.final()])
  return block.subarray(0, 12).every((byte) => byte === 0) ? block.readUInt32BE(12) : null
}

/** What only the server can read and nobody else can make (AES-256-GCM), as base64url. */
export function sealed(secret: string, content: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, 'cursor'), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** What was sealed; null where it was not with this secret. */
export function unsealed(secret: string, text: string): unknown {
  try {
    const bytes = Buffer.from(text, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, 'cursor'), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
  } catch {
    return null
  }
}
