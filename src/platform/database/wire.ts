/** ReadyForQuery: `Z`, a length of 5, and the transaction's state. */
const READY_BYTES = 6
const QUERY = 0x51
const SYNC = 0x53

/**
 * Whether the server says that it is ready after this message: after a query and after a Sync only (PostgreSQL
 * documentation, "Message Flow"; an error before the Sync does not change that).
 */
export function endsWithReady(message: Uint8Array): boolean {
  const type = message[0]
  return type === QUERY || type === SYNC || type === 0 // a startup message has no type: its length comes first
}

/**
 * Passes an answer on without a ReadyForQuery at its end. PGlite 0.5 says that it is ready right after an error in an
 * extended query, and then again at the Sync (electric-sql/pglite#958): the client takes the second one for the answer
 * to its next statement, and from then on every answer for the one before it.
 * An answer that it broke off without a word is ended by an error.
 * A few bytes are held back, because the portions of an answer may end anywhere.
 */
export function withoutReady(emit: (portion: Uint8Array) => void): {
  take(portion: Uint8Array): void
  end(): void
} {
  let held = new Uint8Array(0)
  return {
    take(portion) {
      const all = held.length === 0 ? portion : Buffer.concat([held, portion])
      const keep = Math.min(READY_BYTES, all.length)
      if (all.length > keep) emit(all.subarray(0, all.length - keep))
      held = all.slice(all.length - keep) // a copy: the engine may use the portion's memory again
    },
    end() {
      if (isSuspended(held)) {
        if (held.length > SUSPENDED.length) emit(held.subarray(0, held.length - SUSPENDED.length))
        emit(NO_ANSWER)
      } else if (held.length > 0 && !isReady(held)) emit(held)
    },
  }
}

/** PortalSuspended: `s` and a length of 4. */
const SUSPENDED = Uint8Array.of(0x73, 0, 0, 0, 4)

/**
 * Whether the answer ends in PortalSuspended. Our statements ask for all rows, so none is ever suspended: the engine says so
 * after an error within GEOS that it does not tell, and the client would then take each answer for the one before it.
 */
const isSuspended = (bytes: Uint8Array) =>
  bytes.length >= SUSPENDED.length &&
  SUSPENDED.every((byte, at) => bytes[bytes.length - SUSPENDED.length + at] === byte)

/** ErrorResponse in its place: severity, code (internal_error) and message, each ended by a zero. */
const NO_ANSWER = (() => {
  const fields = 'SERROR\0VERROR\0CXX000\0MThe embedded engine broke this statement off and does not say why.\0\0'
  const bytes = Buffer.alloc(5 + fields.length)
  bytes.write('E', 0, 'latin1')
  bytes.writeInt32BE(4 + fields.length, 1)
  bytes.write(fields, 5, 'latin1')
  return new Uint8Array(bytes)
})()

function isReady(bytes: Uint8Array): boolean {
  const [type, a, b, c, length] = bytes
  return bytes.length === READY_BYTES && type === 0x5a && a === 0 && b === 0 && c === 0 && length === 5
}
