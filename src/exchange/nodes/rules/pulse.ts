import { isSignedBy } from '../../identity/index.ts'
import { isMoment } from './event.ts'

/**
 * Told to a neighbour every few seconds, beside the chain: how far this node has told it everything, and how far it was
 * heard. The first says how old the neighbour's view is; the second is the receipt for what the neighbour told.
 */
export interface Pulse {
  sender: string
  receiver: string
  /** When it was so, ISO 8601 in UTC: all that the sender had to tell by then has a number up to `told`. */
  at: string
  told: number
  toldHash: string
  heard: number
  heardHash: string
}

export interface SignedPulse extends Pulse {
  key: string
  signature: string
}

const HASH = /^[0-9a-f]{64}$/

function signedBytes({ sender, receiver, at, told, toldHash, heard, heardHash }: Pulse): Buffer {
  return Buffer.from(['qunce pulse 1', sender, receiver, at, told, toldHash, heard, heardHash].join('\n'))
}

export function signPulse(pulse: Pulse, identity: { publicKey: string; sign(bytes: Uint8Array): string }): SignedPulse {
  return { ...pulse, key: identity.publicKey, signature: identity.sign(signedBytes(pulse)) }
}

/** Reads a pulse and checks its signature. @returns null where it is none, or not signed by the key that it names */
export function openPulse(text: string): SignedPulse | null {
  let said: SignedPulse
  try {
    said = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof said !== 'object' || said === null) return null
  const { sender, receiver, at, told, toldHash, heard, heardHash, key, signature } = said
  // Only what is signed is kept of it.
  const pulse = { sender, receiver, at, told, toldHash, heard, heardHash, key, signature }
  if (![sender, receiver, key, signature].every((word) => typeof word === 'string')) return null
  const numbers = [pulse.told, pulse.heard].every((number) => Number.isSafeInteger(number) && number >= 0)
  const hashes = [pulse.toldHash, pulse.heardHash].every((hash) => typeof hash === 'string' && HASH.test(hash))
  if (!numbers || !hashes || !isMoment(at)) return null
  return isSignedBy(pulse.key, signedBytes(pulse), pulse.signature) ? pulse : null
}
