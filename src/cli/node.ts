import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { NodeStatus } from '../exchange/schemas.ts'
import { Refusal } from '../platform/refusal.ts'
import { EXIT } from './exitCodes.ts'
import { readLocalFile } from './localFiles.ts'
import { ProgressLine, padded, print } from './terminal.ts'

export interface NodeOptions {
  data: string
  database?: string
}

export interface InitOptions extends NodeOptions {
  code: string
  name: string
  nameEn: string
  role: 'region' | 'member'
  jurisdiction?: string
  natsPort: number
  leafHost: string
  leafPort: number
  reachedAt?: string
  tlsCertificate?: string
  tlsKey?: string
  tlsAuthority?: string
  out?: string
}

/** `qunce node init`: makes this installation the region's node, or a member's, whose request to join it writes. */
export async function init(options: InitOptions): Promise<number> {
  const { code, name, nameEn, role, jurisdiction, natsPort, leafHost, leafPort } = options
  return withInstallation(options, false, async (installation) => {
    const { initNode } = await import('../exchange/index.ts')
    const isRegion = role === 'region'
    const tls =
      options.tlsCertificate && options.tlsKey
        ? { certificate: options.tlsCertificate, key: options.tlsKey }
        : undefined
    const network = {
      client: { host: '127.0.0.1', port: natsPort },
      ...(isRegion
        ? { leaf: { host: leafHost, port: leafPort }, reachedAt: options.reachedAt ?? `${leafHost}:${leafPort}` }
        : {}),
      ...(tls ? { tls: { ...tls, ...(options.tlsAuthority ? { authority: options.tlsAuthority } : {}) } } : {}),
    }
    const node = { code, name, nameEn, role, jurisdictionCode: isRegion ? null : (jurisdiction ?? '') }
    const request = await initNode(installation, node, network)
    if (!request) {
      print(
        `This is the region’s node ${code} now. Start it (qunce serve), and admit members: qunce node admit REQUEST.`,
      )
      return EXIT.ok
    }
    const path = options.out ?? `${code}.request.json`
    writeNew(path, request)
    print(
      `This is the node ${code} now. Its request to join is ${path}: hand it to the region, which answers with an invitation. Its public key, to be compared by telephone: ${request.publicKey}`,
    )
    return EXIT.ok
  })
}

/** `qunce node admit REQUEST`: at the region, lets a member in, and writes its invitation. */
export async function admit(path: string, options: NodeOptions & { out?: string }): Promise<number> {
  const document = await readJson(path)
  return withInstallation(options, true, async (installation) => {
    const { admitNode, readJoinRequest, readNodeSettings } = await import('../exchange/index.ts')
    const request = readJoinRequest(document)
    const { database, identity, dataFolder } = installation
    const invitation = await database.asSystem((trx) => admitNode(trx, identity, readNodeSettings(dataFolder), request))
    const out = options.out ?? `${request.code}.invitation.json`
    writeNew(out, invitation)
    print(
      `${request.name} (${request.code}) is let in. Hand ${out} to it by a way that others cannot read: it holds its password.`,
    )
    return EXIT.ok
  })
}

/** `qunce node revoke CODE`: at the region, cuts a member off at once. */
export async function revoke(code: string, options: NodeOptions & { reason: string }): Promise<number> {
  return withInstallation(options, true, async (installation) => {
    const { revokeNode } = await import('../exchange/index.ts')
    await installation.database.asSystem((trx) => revokeNode(trx, code, options.reason))
    print(`${code} is cut off: nothing goes to it or is taken of it any more.`)
    return EXIT.ok
  })
}

/** `qunce node join INVITATION`: at a member, takes the region's invitation. */
export async function join(path: string, options: NodeOptions & { tlsAuthority?: string }): Promise<number> {
  const document = await readJson(path)
  return withInstallation(options, true, async (installation) => {
    const { joinCluster } = await import('../exchange/index.ts')
    const { region, address } = await joinCluster(installation, document, options.tlsAuthority)
    print(`Joined ${region.name} (${region.code}) at ${address}. It is reached from the next start on: qunce serve.`)
    return EXIT.ok
  })
}

/** `qunce node status`: how this node stands with the others, as its server last said. */
export async function status({ data, json }: { data: string; json?: boolean }): Promise<number> {
  const { statusPath } = await import('../exchange/index.ts')
  const path = statusPath(data)
  if (!existsSync(path)) {
    print(`No node has run on ${data} yet. Make it one (qunce node init) and start it (qunce serve).`)
    return EXIT.failed
  }
  const text = readFileSync(path, 'utf8')
  if (json) print(text.trim())
  else print(describeStatus(JSON.parse(text) as NodeStatus, new Date()))
  return EXIT.ok
}

/** The status as lines of text. */
export function describeStatus({ code, name, at, isUp, peers, refused }: NodeStatus, now: Date): string {
  const age = (moment: string | null) =>
    moment === null ? 'never' : `${Math.max(0, Math.round((now.getTime() - Date.parse(moment)) / 1000))} s ago`
  const table = [
    ['node', 'figures complete', 'told', 'sent', 'received', 'heard'],
    ...peers.map((peer) => [
      peer.code,
      peer.revoked ? 'cut off' : age(peer.completeAt),
      ...[peer.told, peer.sent, peer.received, peer.heard].map(String),
    ]),
  ]
  return [
    `${name} (${code}), ${isUp ? 'connected to its NATS server' : 'NOT connected to its NATS server'}, as of ${age(at)}`,
    ...table.map((row) => row.map((cell) => padded(cell, 18)).join('')),
    ...peers.filter(({ revoked }) => !revoked).flatMap(describeStops),
    `${refused} messages were refused.`,
  ].join('\n')
}

type ChannelStop = NonNullable<NodeStatus['peers'][number]['stopped']>

/** What stops a channel, in either direction, and what to do. */
function describeStops({ code, stopped, stoppedThere }: NodeStatus['peers'][number]): string[] {
  const which = ({ first, last }: ChannelStop) =>
    first === last ? `message ${first}` : `one of messages ${first} to ${last}`
  return [
    ...(stopped
      ? [
          `${code}: ${which(stopped)} is not taken here since ${stopped.since} (${stopped.reason}). ${HERE_TODO[stopped.reason]}`,
        ]
      : []),
    ...(stoppedThere
      ? [
          `${code} does not take ${which(stoppedThere)} from here since ${stoppedThere.since} (${stoppedThere.reason}). ${THERE_TODO[stoppedThere.reason]}`,
        ]
      : []),
  ]
}

const RETURN = 'Otherwise the region cuts it off and admits it under a new code.'
const HERE_TODO: Readonly<Record<ChannelStop['reason'], string>> = {
  unreadable: `Update this node if the other is newer, and ask the other’s administrator. ${RETURN}`,
  tampered: 'It was changed on its way: ask the region’s administrator.',
  forked: `Its history was changed, after a restore perhaps: ask its administrator. ${RETURN}`,
  too_much: 'Ask its administrator why it tells so much; if it is meant so, raise bounds in node.json and start anew.',
  own_fault: 'This node cannot keep what is in order: see its log.',
  other: 'See its log.',
}
const THERE_TODO: Readonly<Record<ChannelStop['reason'], string>> = {
  unreadable: 'Ask its administrator, and compare the versions of both nodes.',
  tampered: 'It was changed on its way: ask the region’s administrator.',
  forked: 'It heard other messages under the same numbers: was this node restored from a backup? Ask the region.',
  too_much: 'It has heard more than it is set to keep: ask its administrator to raise bounds.',
  own_fault: 'Its own administrator has to mend it; what waits goes by itself then.',
  other: 'It is newer than this node: update this one, and ask its administrator.',
}

/** `qunce node verify`: recomputes the chains and signatures of all that was told and heard. */
export async function verify({ json, ...options }: NodeOptions & { json?: boolean }): Promise<number> {
  return withInstallation(options, true, async ({ database }) => {
    const { verifyChannels } = await import('../exchange/index.ts')
    const verdicts = await verifyChannels(database)
    if (json) print(JSON.stringify(verdicts))
    else
      for (const { sender, receiver, messages, broken } of verdicts)
        print(
          `${sender} → ${receiver}: ${messages} messages, ${broken ? `BROKEN at ${broken.number}: ${broken.reason}` : 'all hold'}`,
        )
    return verdicts.some(({ broken }) => broken) ? EXIT.failed : EXIT.ok
  })
}

type Opened = Awaited<ReturnType<typeof open>>

async function open(options: NodeOptions, mustExist: boolean) {
  const [{ openInstallation }, { openIdentity }] = await Promise.all([
    import('../server/index.ts'),
    import('../exchange/index.ts'),
  ])
  const progress = new ProgressLine()
  const installation = await openInstallation({
    dataFolder: options.data,
    databaseUrl: options.database,
    mustExist,
    onProgress: (step) => progress.show(`${step} …`),
  })
  progress.clear()
  return { ...installation, identity: openIdentity(installation.dataFolder) }
}

async function withInstallation(
  options: NodeOptions,
  mustExist: boolean,
  work: (installation: Opened) => Promise<number>,
): Promise<number> {
  const installation = await open(options, mustExist)
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

async function readJson(path: string): Promise<unknown> {
  const bytes = await readLocalFile(path)
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new Refusal('invalid', 'file_not_json', `${basename(path)} is no JSON.`, { file: basename(path) })
  }
}

/** Secrets are for their owner's eyes; nothing that is there is written over. */
function writeNew(path: string, document: unknown): void {
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
}
