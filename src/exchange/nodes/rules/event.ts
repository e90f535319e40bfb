import { isKeepable, isKeepableText, isMomentText } from './keepable.ts'

/** What one node tells another about one thing of its own: how it now stands, or that it is no longer told. */
export interface Fact {
  /** What it is of: `task`, `alert`, `resource` … (cargo.ts). */
  kind: string
  /** Which one, unique within its kind at its owner. */
  key: string
  /** Null: the receiver is to have it no longer. */
  content: Readonly<Record<string, unknown>> | null
}

/** A fact on its way: who told it to whom, as which of its channel's messages, and when. */
export interface Told extends Fact {
  sender: string
  receiver: string
  /** 1, 2, 3 …: a gap is a message that is missing. */
  number: number
  /** ISO 8601, UTC. */
  at: string
  /** Of the schema of its content. */
  version: number
}

const SOURCE = 'urn:qunce:node:'
const TYPE = /^cn\.qunce\.([a-z]+(?:_[a-z]+){0,5})\.v([1-9][0-9]{0,3})$/
/** Longest type of a message, in characters: its kind is part of indexes. */
const MOST_TYPE = 60
/** A code of a node: what subjects and names of streams are made of. */
export const NODE_CODE = /^[a-z][a-z0-9]{1,15}$/

/**
 * A message as it is sent and hashed: a CloudEvent 1.0 in structured mode, JSON without line breaks. `sequence` is the
 * extension of that name; `receiver` is our own. A fact that ends has no data.
 */
export function writeEvent({ sender, receiver, number, at, kind, version, key, content }: Told): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `${sender}.${receiver}.${number}`,
    source: SOURCE + sender,
    type: `cn.qunce.${kind}.v${version}`,
    subject: key,
    time: at,
    receiver,
    sequence: String(number),
    ...(content === null ? {} : { datacontenttype: 'application/json', data: content }),
  })
}

/** Longest key of a fact, in characters: it is part of indexes. */
const LONGEST_KEY = 500

/** Reads a message. @returns null where it is no such CloudEvent, or holds what cannot be kept */
export function readEvent(text: string): Told | null {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(event)) return null
  const { specversion, source, type, subject, time, receiver, sequence, data } = event
  if (typeof type !== 'string' || type.length > MOST_TYPE) return null
  const [, kind, version] = TYPE.exec(type) ?? []
  const sender = typeof source === 'string' && source.startsWith(SOURCE) ? source.slice(SOURCE.length) : ''
  if (specversion !== '1.0' || !kind || !NODE_CODE.test(sender) || typeof receiver !== 'string') return null
  if (typeof subject !== 'string' || subject === '' || subject.length > LONGEST_KEY || !isKeepableText(subject))
    return null
  if (!isMomentText(time)) return null
  if (typeof sequence !== 'string' || !/^[1-9][0-9]{0,14}$/.test(sequence)) return null
  if (data !== undefined && !(isObject(data) && isKeepable(data))) return null
  const number = Number(sequence)
  return { sender, receiver, number, at: time, kind, version: Number(version), key: subject, content: data ?? null }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
