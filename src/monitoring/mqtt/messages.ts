/** One value as a message brings it. */
export interface Told {
  station: string
  parameter: string
  time: unknown
  value: unknown
}

/** Why a message is none. */
export interface Unreadable {
  code: string
  expected: string
}

const MOST_BYTES = 1024 * 1024
const MOST_VALUES = 10_000
const EXPECTED = '{ "time": "2026-01-31T08:00:00+08:00", "values": { "ammoniaNitrogen": 0.52 } }, or a list of such'

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a message: `<base>/<station>` with `{ time, values: { parameter: value } }`, `<base>/<station>/<parameter>` with
 * `{ time, value }`, or a list of such. A value is a number in the parameter's own unit, or as laboratories print it.
 */
export function readMessage(base: string, topic: string, payload: Uint8Array): Told[] | Unreadable {
  const [station = '', named, ...rest] = topic.slice(base.length + 1).split('/')
  if (!topic.startsWith(`${base}/`) || station === '' || rest.length > 0)
    return { code: 'topic_unknown', expected: `${base}/<station> or ${base}/<station>/<parameter>` }
  if (payload.length > MOST_BYTES) return { code: 'message_too_large', expected: `at most ${MOST_BYTES} bytes` }
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return { code: 'message_unreadable', expected: EXPECTED }
  }
  const told: Told[] = []
  for (const item of Array.isArray(body) ? body : [body]) {
    if (!isObject(item)) return { code: 'message_unreadable', expected: EXPECTED }
    const values = named === undefined ? item.values : { [named]: item.value }
    if (!isObject(values)) return { code: 'message_unreadable', expected: EXPECTED }
    for (const [parameter, value] of Object.entries(values)) told.push({ station, parameter, time: item.time, value })
    if (told.length > MOST_VALUES) return { code: 'message_too_large', expected: `at most ${MOST_VALUES} values` }
  }
  return told
}
