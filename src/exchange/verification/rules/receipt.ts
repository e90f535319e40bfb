import { createHash, createHmac } from 'node:crypto'
import { canonicalJson, type Identity, isSignedBy, type Json } from '../../identity/index.ts'
import type { QuestionContent } from './question.ts'

/** What was asked and answered, as it is signed. Every word of it is covered by the signature. */
export interface Receipt {
  type: typeof RECEIPT_TYPE
  id: string
  question: { id: string; version: number; name: string; digest: string }
  resource: { id: string; code: string; name: string }
  provider: { id: string; name: string }
  asker: { id: string; name: string }
  /** Of each person, HMAC-SHA256 with the secret of the node that answered. */
  subjects: string[]
  measure: { kind: string; item: string | null }
  comparison: string | null
  limit: string | null
  unit: string | null
  answer: 'yes' | 'no' | 'unknown'
  /** Of the data that were asked: what stood then is kept, so that a wrong answer can be proven. */
  revision: number
  at: string
  purpose: string
  matter: string
  /** SHA-256 of the consents as they are on record. */
  consent: string
}

/** A receipt as it is handed out: what was signed, and by whom. */
export interface SignedReceipt {
  receipt: Receipt
  publicKey: string
  signature: string
}

export const RECEIPT_TYPE = 'qunce.verification.receipt/1'

/** SHA-256 of the canonical form, 64 hexadecimal digits. */
export const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(value as Json))
    .digest('hex')

export const questionDigest = (content: QuestionContent): string => digestOf(content)

/** @returns the bytes that are signed, as text */
export const receiptText = (receipt: Receipt): string => canonicalJson(receipt as unknown as Json)

export const signReceipt = (receipt: Receipt, identity: Identity): SignedReceipt => ({
  receipt,
  publicKey: identity.publicKey,
  signature: identity.sign(Buffer.from(receiptText(receipt))),
})

/** Whether this was signed with the key that it names, and not changed since. Whose key it is, people have to know. */
export function isReceiptSigned(said: unknown): said is SignedReceipt {
  const { receipt, publicKey, signature } = (said ?? {}) as Partial<SignedReceipt>
  if (typeof publicKey !== 'string' || typeof signature !== 'string' || receipt?.type !== RECEIPT_TYPE) return false
  try {
    return isSignedBy(publicKey, Buffer.from(receiptText(receipt)), signature)
  } catch {
    return false
  }
}

/**
 * The secret with which this installation makes digests of persons. It follows from its key, and so is in no database: who
 * has the database alone cannot find out by trying who was asked about. Ed25519 signs the same bytes the same way (RFC 8032).
 */
export const subjectSecret = (identity: Identity): Buffer =>
  createHash('sha256')
    .update(identity.sign(Buffer.from('qunce.verification.subjects/1')))
    .digest()

/** What stands for a person wherever it is kept. */
export const subjectDigest = (secret: Buffer, kind: string, subject: string): string =>
  createHmac('sha256', secret)
    .update(canonicalJson([kind, subject]))
    .digest('hex')

/** 莫丽华 is 莫**: the first character stays. */
export const maskedName = (name: string): string => `${[...name.trim()][0] ?? ''}**`
