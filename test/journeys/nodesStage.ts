import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser as Chromium, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openIdentity } from '../../src/exchange/identity/index.ts'
import { admitNode, findNats, initNode, joinCluster, readNodeSettings } from '../../src/exchange/index.ts'
import { freePort } from '../../src/exchange/nodes/cluster.testing.ts'
import { loadGazetteer } from '../../src/gazetteer/index.ts'
import { openDatabase } from '../../src/platform/database/index.ts'
import { type RunningServer, startServer } from '../../src/server/index.ts'
import { type Browser, browserWith, prepareTestDatabase } from '../support/index.ts'
import { actAs, CHROMIUM_FLAGS, chromiumPath, DESK, PATIENT, PHONE } from './stage.ts'

const HOST = '127.0.0.1'
const MEMBERS = [
  { code: 'gx', name: '广西壮族自治区', nameEn: 'Guangxi', role: 'member', jurisdictionCode: '450000' },
  { code: 'gd', name: '广东省', nameEn: 'Guangdong', role: 'member', jurisdictionCode: '440000' },
] as const
const REGION = {
  code: 'region',
  name: '北部湾城市群',
  nameEn: 'Beibu Gulf',
  role: 'region',
  jurisdictionCode: null,
} as const

/** Whether nodes can reach each other on this machine: without nats-server they do not, and the journey is skipped. */
export function hasNats(): boolean {
  try {
    return findNats() !== ''
  } catch {
    return false
  }
}

/** Somebody of a unit before the pages of the node of its government. */
export interface Desk {
  page: Page
  /** The same session without pages, for what is another journey's to show. */
  api: Browser
  go(path: string): Promise<void>
}

/** A region and two members as their administrators make them, each with a database and a NATS server of its own. */
export interface Cluster {
  /** The first user of a member's node, acting for a unit there. */
  deskOf(code: (typeof MEMBERS)[number]['code'], organization: string): Promise<Desk>
}

export function withNodes(): Cluster {
  const servers: (RunningServer & { remove(): Promise<void> })[] = []
  let browser: Chromium | undefined

  beforeAll(async () => {
    const [client, leaf] = [await freePort(), await freePort()]
    const region = await prepared()
    await initNode(region, REGION, {
      ...{ client: { host: HOST, port: client }, leaf: { host: HOST, port: leaf }, reachedAt: `${HOST}:${leaf}` },
    })
    const settings = readNodeSettings(region.dataFolder)
    const members: (typeof region)[] = []
    for (const facts of MEMBERS) {
      const member = await prepared()
      const request = await initNode(member, facts, { client: { host: HOST, port: await freePort() } })
      if (!request) throw new Error('A member asks to join.')
      const admitted = region.database.asSystem((trx) => admitNode(trx, region.identity, settings, request))
      await joinCluster(member, await admitted)
      members.push(member)
    }
    for (const one of [region, ...members]) servers.push(await started(one))
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: CHROMIUM_FLAGS })
  }, 240_000)

  afterAll(async () => {
    await browser?.close()
    for (const server of servers.reverse()) {
      await server.stop()
      await server.remove()
    }
  }, 60_000)

  return {
    async deskOf(code, organization) {
      const server = servers[1 + MEMBERS.findIndex((member) => member.code === code)]
      if (!server || !browser) throw new Error('The nodes stand from beforeAll on, inside of tests.')
      await firstUserActsFor(server, organization)
      const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN', reducedMotion: 'reduce' })
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENT.timeout)
      await page.goto(server.signInUrl)
      await page.goto(server.address)
      await actAs(page, organization, '部门')
      const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      return {
        page,
        api: browserWith(server.app, cookie),
        go: async (path) => void (await page.goto(server.address + path)),
      }
    },
  }
}

/** An installation of its own that is not started yet. */
async function prepared() {
  const { folder: dataFolder, url, remove } = await prepareTestDatabase()
  const database = await openDatabase({ url, dataFolder })
  await loadGazetteer(database)
  return { database, dataFolder, identity: openIdentity(dataFolder), url, remove }
}

async function started({ database, dataFolder, url, remove }: Awaited<ReturnType<typeof prepared>>) {
  await database.close()
  const server = await startServer({
    ...{ dataFolder, databaseUrl: url, port: 0, logLevel: 'silent', handleSignals: false, sample: false },
    ...(process.env.QUNCE_WEB_FOLDER ? { webFolder: process.env.QUNCE_WEB_FOLDER } : {}),
  })
  return { ...server, remove }
}

async function firstUserActsFor({ app }: RunningServer, organization: string): Promise<void> {
  await app.database.asSystem(async (trx) => {
    const unit = trx.selectFrom('organization').select('id').where('name', '=', organization)
    const user = await trx.selectFrom('auth_user').select('id').executeTakeFirstOrThrow()
    const { id } = await unit.executeTakeFirstOrThrow()
    await trx
      .insertInto('membership')
      .values({ user_id: user.id, organization_id: id, role: 'department', granted_by: null })
      .execute()
  })
}

/**
 * Keeps pictures of a page where QUNCE_PICTURES names a folder: as it stands, on a desk and on a phone, and the same address
 * in English.
 * @param then what is to be done there once the address is open
 */
export async function picture(page: Page, name: string, then?: (page: Page) => Promise<unknown>): Promise<void> {
  const folder = process.env.QUNCE_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const sizes = async (shown: Page, language: 'zh' | 'en') => {
    for (const [size, viewport] of [['phone', PHONE] as const, ['desk', DESK] as const]) {
      await shown.setViewportSize(viewport)
      await shown.screenshot({ path: join(folder, `nodes-${name}-${language}-${size}.png`), fullPage: true })
    }
  }
  await sizes(page, 'zh')
  if ((await page.getByRole('dialog').count()) > 0) return
  const english = await page.context().newPage()
  await english.addInitScript(() => localStorage.setItem('qunce.preferences', '{"language":"en"}'))
  // From the phone on, as one opens it there: what is to be in view is so when the page opens.
  await english.setViewportSize(PHONE)
  await english.goto(page.url())
  await english.locator('h1').first().waitFor()
  await then?.(english)
  await sizes(english, 'en')
  await english.evaluate(() => localStorage.removeItem('qunce.preferences'))
  await english.close()
}
