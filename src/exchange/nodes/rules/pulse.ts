import { isSignedBy } from '../../identity/index.ts'
import { NODE_CODE } from './event.ts'
import { isMomentText } from './keepable.ts'
import { isStop, type ToldStop } from './stop.ts'

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
  /** Why it was heard no further; null: nothing keeps the neighbour's next message back. */
  stopped: ToldStop | null
}

export interface SignedPulse extends Pulse {
  key: string
  signature: string
}

const HASH = /^[0-9a-f]{64}$/

function signedBytes({ sender, receiver, at, told, toldHash, heard, heardHash, stopped }: Pulse): Buffer {
  const why = stopped ? [stopped.reason, stopped.first, stopped.last, stopped.since].join(' ') : ''
  return Buffer.from(['qunce pulse 1', sender, receiver, at, told, toldHash, heard, heardHash, why].join('\n'))
}

export function signPulse(pulse: Pulse, identity: { publicKey: string; sign(bytes: Uint8Array): string }): SignedPulse {
  return { ...pulse, key: identity.publicKey, signature: identity.sign(signedBytes(pulse)) }
}

/**
 * Reads a pulse and checks its signature. What the signature does not cover is left out.
 * @returns null where it is none, or not signed by the key that it names
 */
export function openPulse(text: string): SignedPulse | null {
  let pulse: SignedPulse
  try {
    pulse = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof pulse !== 'object' || pulse === null) return null
  const { sender, receiver, at, told, toldHash, heard, heardHash, stopped, key, signature } = pulse
  const codes = [sender, receiver].every((code) => typeof code === 'string' && NODE_CODE.test(code))
  const numbers = [told, heard].every((number) => Number.isSafeInteger(number) && number >= 0)
  const hashes = [toldHash, heardHash].every((hash) => typeof hash === 'string' && HASH.test(hash))
  if (!codes || !numbers || !hashes || !isMomentText(at) || !(stopped === null || isStop(stopped))) return null
  const why = stopped && { reason: stopped.reason, first: stopped.first, last: stopped.last, since: stopped.since }
  const said = { sender, receiver, at, told, toldHash, heard, heardHash, stopped: why }
  return isSignedBy(key, signedBytes(said), signature) ? { ...said, key, signature } : null
}
