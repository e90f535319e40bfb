/** Where a NATS server of a node listens, and how others reach it. */
export interface NatsAddresses {
  /** For this node's own process: on this machine only. */
  client: { host: string; port: number }
  /** Where the region's server takes leaf nodes. */
  leaf?: { host: string; port: number }
}

export interface TlsFiles {
  certificate: string
  key: string
  /** Whose certificates the other side must have. */
  authority?: string
}

/** One member as the region's server lets it in. */
export interface Admitted {
  code: string
  /** bcrypt. */
  passwordHash: string
}

/** NATS reads its own format, a superset of JSON for what is written here. */
const text = (value: string) => JSON.stringify(value)
const account = (code: string) => code.toUpperCase()

const tlsBlock = (tls: TlsFiles | undefined) =>
  tls
    ? `tls { cert_file: ${text(tls.certificate)}, key_file: ${text(tls.key)}${tls.authority ? `, ca_file: ${text(tls.authority)}, verify: true` : ''} }`
    : ''

/** The stream that takes what a node tells, at its own server. */
export const OUT = 'OUT'
/** At the region: what a member told, fetched from its server; and what a node is to hear, of all others. */
export const fromStream = (code: string) => `FROM_${code}`
export const toStream = (code: string) => `TO_${code}`
/** Of the region's server, in the account of each: for the region's process alone. */
export const hostUser = (code: string) => `host_${code}`
export const NODE_USER = 'node'

/** How an account reaches the messages that another account's stream holds for it. */
export const apiOf = (sender: string) => `JS.${sender}.API`
export const deliverTo = (receiver: string) => `deliver.${receiver}`

const CREATE = 'CONSUMER.CREATE'

/** Most bytes that a stream keeps of what is on its way. */
export const STREAM_BYTES = 256 * 1024 ** 2

/**
 * What a member's account may take of the region's disk, whoever asks for it: its two streams, and nothing without a limit.
 * NATS 2.9 holds the sum of both streams against the limit of one, and takes nothing more once it is passed: it has room for
 * both when they are full.
 */
const MEMBER_LIMITS = `{ max_mem: 1, max_streams: 2, max_consumers: 1000, disk_max_stream_bytes: ${3 * STREAM_BYTES}, max_bytes_required: true }`

/**
 * What a member's server may not say at the region's, even in its own account: make, change or empty streams and consumers
 * there (the region's process alone does), reach for another account, or feign a delivery. It is told this when it comes,
 * and holds its own clients to it. One that was rebuilt does not (NATS 2.9): what it breaks then is its own channels.
 */
function deniedTo(region: string): string[] {
  const acts = ['STREAM.>', 'CONSUMER.CREATE.>', 'CONSUMER.DURABLE.>', 'CONSUMER.DELETE.>', 'CONSUMER.LEADER.>']
  const apis = [`$JS.${region}.API`, '$JS.API']
  return [...apis.flatMap((api) => acts.map((act) => `${api}.${act}`)), 'JS.>', 'deliver.>']
}

/**
 * The region's server: one account for each node, which sees nothing of the others. What an account lets another fetch is
 * exactly the subject that is addressed to it: `CONSUMER.CREATE.<stream>.<any name>.<sender>.<receiver>` names the filter,
 * and the server refuses a consumer whose filter differs from it. A member that is not listed is not let in, and one that
 * is changes nothing here.
 * Source: NATS 2.9, accounts, leaf nodes, cross-account sources.
 */
export function writeRegionConfig(region: {
  code: string
  addresses: Required<NatsAddresses>
  /** As what members reach its leaf listener; they are told it, and use it when a line broke. */
  reachedAt: string
  folder: string
  hostPassword: string
  members: readonly Admitted[]
  tls?: TlsFiles | undefined
}): string {
  const { code, addresses, reachedAt, folder, hostPassword, members, tls } = region
  const codes = [code, ...members.map((member) => member.code)]
  const streamOf = (sender: string) => (sender === code ? OUT : fromStream(sender))
  const denied = `{ publish: { deny: [${deniedTo(code).map(text).join(', ')}] } }`
  const accountOf = (own: string) => {
    const others = codes.filter((other) => other !== own)
    const created = (sender: string, receiver: string) => `${CREATE}.${streamOf(sender)}.*.${sender}.${receiver}`
    const exports = others.flatMap((other) => [
      `{ service: ${text(`$JS.API.${created(own, other)}`)}, response: stream, accounts: [${account(other)}] }`,
      `{ service: ${text(`$JS.FC.${streamOf(own)}.>`)}, accounts: [${account(other)}] }`,
      `{ stream: ${text(`${deliverTo(other)}.>`)}, accounts: [${account(other)}] }`,
    ])
    const imports = others.flatMap((other) => [
      `{ service: { account: ${account(other)}, subject: ${text(`$JS.API.${created(other, own)}`)} }, to: ${text(`${apiOf(other)}.${created(other, own)}`)} }`,
      `{ service: { account: ${account(other)}, subject: ${text(`$JS.FC.${streamOf(other)}.>`)} } }`,
      `{ stream: { account: ${account(other)}, subject: ${text(`${deliverTo(own)}.>`)} } }`,
    ])
    const member = members.find((one) => one.code === own)
    const users = [
      `{ user: ${hostUser(own)}, password: ${text(hostPassword)} }`,
      ...(member ? [`{ user: ${own}, password: ${text(member.passwordHash)}, permissions: ${denied} }`] : []),
    ]
    return `  ${account(own)} {
    jetstream: ${member ? MEMBER_LIMITS : 'enabled'}
    users: [ ${users.join(', ')} ]
    exports: [
      ${exports.join('\n      ')}
    ]
    imports: [
      ${imports.join('\n      ')}
    ]
  }`
  }
  return `server_name: ${code}
listen: ${text(`${addresses.client.host}:${addresses.client.port}`)}
max_payload: 1MB
jetstream { store_dir: ${text(folder)}, domain: ${code} }
leafnodes {
  listen: ${text(`${addresses.leaf.host}:${addresses.leaf.port}`)}
  advertise: ${text(reachedAt)}
  ${tlsBlock(tls)}
}
accounts {
${codes.map(accountOf).join('\n')}
}
`
}

/** A member's server: JetStream of its own, and one line out, to the region. */
export function writeMemberConfig(member: {
  code: string
  addresses: NatsAddresses
  folder: string
  nodePassword: string
  /** `host:port` of the region's leaf listener, and what it lets this node in by; null while it has not joined. */
  region: { address: string; password: string; tls?: { authority?: string } | undefined } | null
}): string {
  const { code, addresses, folder, nodePassword, region } = member
  const remote = region
    ? `{ urls: [${text(`${region.tls ? 'tls' : 'nats-leaf'}://${code}:${encodeURIComponent(region.password)}@${region.address}`)}], account: NODE${
        region.tls?.authority ? `, tls { ca_file: ${text(region.tls.authority)} }` : ''
      } }`
    : ''
  return `server_name: ${code}
listen: ${text(`${addresses.client.host}:${addresses.client.port}`)}
max_payload: 1MB
jetstream { store_dir: ${text(folder)}, domain: ${code} }
accounts {
  NODE { jetstream: enabled, users: [ { user: ${NODE_USER}, password: ${text(nodePassword)} } ] }
}
leafnodes { reconnect: 1, remotes: [ ${remote} ] }
`
}
