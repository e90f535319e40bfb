import { isSignedBy } from '../../identity/index.ts'
import { linksOf } from './chain.ts'
import { NODE_CODE, readEvent, type Told } from './event.ts'

/** Messages of one channel that follow each other, sent and signed together. */
export interface Parcel {
  sender: string
  receiver: string
  /** The number of its first message. */
  first: number
  /** The hash of the message before its first. */
  previous: string
  /** CloudEvents as they were sent, byte for byte. */
  events: readonly string[]
}

/** A parcel with what proves it. */
export interface SignedParcel extends Parcel {
  /** The hash of its last message: the signature over it covers them all, and all before them. */
  head: string
  /** Ed25519 public key, base64url. */
  key: string
  signature: string
}

/** Most messages and bytes of a parcel: what NATS carries at once (1 MiB), with room for its headers. */
export const MOST_EVENTS = 500
export const MOST_BYTES = 900_000

/** What is signed: the channel, the numbers and both ends of the chain. */
function signedBytes({ sender, receiver, first, previous, events }: Parcel, head: string): Buffer {
  const last = first + events.length - 1
  return Buffer.from(['qunce parcel 1', sender, receiver, first, last, previous, head].join('\n'))
}

/** Signs messages that are sent together. */
export function signParcel(
  parcel: Parcel,
  head: string,
  identity: { publicKey: string; sign(bytes: Uint8Array): string },
): SignedParcel {
  return { ...parcel, head, key: identity.publicKey, signature: identity.sign(signedBytes(parcel, head)) }
}

/** Whether the key that a parcel names signed it, whatever its messages are; whose key that is, is not asked. */
export const isSigned = (parcel: SignedParcel): boolean =>
  NODE_CODE.test(parcel.sender) && isSignedBy(parcel.key, signedBytes(parcel, parcel.head), parcel.signature)

export interface OpenedParcel extends SignedParcel {
  /** The hash of each message. */
  links: string[]
  told: Told[]
}

/** Why a parcel is none: `unreadable`, `forged` (not signed by that key), `tampered` (does not hash to what was signed). */
export type ParcelFault = 'unreadable' | 'forged' | 'tampered'

/**
 * Recomputes the chain of a parcel, checks its signature and reads its messages. Whether its key is the sender's, and
 * whether it comes when it should, is judged by judge.ts.
 */
export function openParcel(parcel: SignedParcel): OpenedParcel | ParcelFault {
  const { sender, receiver, first, previous, events, head, key, signature } = parcel
  if (!NODE_CODE.test(sender) || !NODE_CODE.test(receiver) || !Number.isSafeInteger(first) || first < 1)
    return 'unreadable'
  if (!/^[0-9a-f]{64}$/.test(previous) || events.length === 0 || events.length > MOST_EVENTS) return 'unreadable'
  if (!isSignedBy(key, signedBytes(parcel, head), signature)) return 'forged'
  const links = linksOf(previous, events)
  if (links.at(-1) !== head) return 'tampered'
  const told = [...readable(parcel)]
  return told.length === events.length ? { ...parcel, links, told } : 'unreadable'
}

/** The messages of a parcel up to the first that is none. */
function* readable({ sender, receiver, first, events }: Parcel): Generator<Told> {
  for (const [index, event] of events.entries()) {
    const one = readEvent(event)
    if (!one || one.sender !== sender || one.receiver !== receiver || one.number !== first + index) return
    yield one
  }
}

/** The number of the first message of a parcel that cannot be read; null: all can. */
export function unreadableAt(parcel: Parcel): number | null {
  const read = [...readable(parcel)].length
  return read === parcel.events.length ? null : parcel.first + read
}

// On the wire: what proves a parcel as headers, the messages as lines.
const HEADERS = { first: 'Qunce-First', previous: 'Qunce-Previous', head: 'Qunce-Head', key: 'Qunce-Key' } as const
const SIGNATURE = 'Qunce-Signature'

/** A parcel as NATS carries it: on the subject `<sender>.<receiver>`, with headers, the body one CloudEvent a line. */
export function writeParcel(parcel: SignedParcel): { subject: string; headers: [string, string][]; body: string } {
  return {
    subject: `${parcel.sender}.${parcel.receiver}`,
    headers: [
      ['Content-Type', 'application/cloudevents+ndjson'],
      [HEADERS.first, String(parcel.first)],
      [HEADERS.previous, parcel.previous],
      [HEADERS.head, parcel.head],
      [HEADERS.key, parcel.key],
      [SIGNATURE, parcel.signature],
    ],
    body: parcel.events.join('\n'),
  }
}

/** Reads what NATS carried; anything can come. */
export function readParcel(subject: string, header: (name: string) => string, body: string): SignedParcel {
  const [sender = '', receiver = ''] = subject.split('.')
  return {
    sender,
    receiver,
    first: Number(header(HEADERS.first)),
    previous: header(HEADERS.previous),
    events: body.split('\n'),
    head: header(HEADERS.head),
    key: header(HEADERS.key),
    signature: header(SIGNATURE),
  }
}
