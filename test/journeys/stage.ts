import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Role } from '../../src/platform/access/index.ts'
import { type RunningServer, startServer } from '../../src/server/index.ts'
import { SAMPLE_USER_ID } from '../../src/server/session.ts'
import { prepareTestDatabase } from '../support/index.ts'

/** Where Chromium is; undefined when this machine has none, and the journeys are skipped. */
export const chromiumPath = [process.env.QUNCE_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A journey has many steps, and may share its machine. */
export const JOURNEY_MS = 120_000

/** How long what is looked for again and again may take to come. */
export const PATIENT = { timeout: 30_000 }

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/**
 * When journeys play, the clock going on from there: a Monday in the last working days of a half-year. All on one day, for
 * the sample is told from the day on which it is loaded, and loading it takes longer than many a journey.
 */
export const NOW = '2026-06-22T09:00:00+08:00'

/** What a journey needs beyond the sample. */
export interface Staging {
  /** Organizations, by their full name, that the demo user also acts for. */
  memberships?: readonly { role: Role; organization: string }[]
  /** With the motion that most people see: dialogs fade, panels slide. Without it a journey has less to wait for. */
  motion?: boolean
}

/** A real server with the sample cluster, and a real browser in which its demo user is signed in. */
export interface Stage {
  readonly address: string
  /** A new page, with the session of the demo user unless it is to be a stranger's. */
  open(path: string, options?: { size?: typeof DESK; stranger?: boolean }): Promise<Page>
}

export function withStage({ memberships = [], motion = false }: Staging = {}): Stage {
  let server: RunningServer | undefined
  let browser: Browser | undefined
  let removeDatabase: (() => Promise<void>) | undefined
  let cookies: Parameters<BrowserContext['addCookies']>[0] = []
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    const made = await prepareTestDatabase()
    removeDatabase = made.remove
    const start = () =>
      startServer({
        dataFolder: made.folder,
        databaseUrl: made.url,
        port: 0,
        logLevel: 'error',
        handleSignals: false,
        clock: startingAt(NOW),
        ...(process.env.QUNCE_WEB_FOLDER ? { webFolder: process.env.QUNCE_WEB_FOLDER } : {}),
      })
    await fillStage(made, start)
    server = await start()
    await addMemberships(server, memberships)
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: CHROMIUM_FLAGS })
    // The way every user of a fresh installation comes in: the link that the server prints.
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(server.signInUrl)
    cookies = await context.cookies()
    await context.close()
  }, 240_000)

  // What a test opened is closed with it: a page that nobody looks at still listens, asks and draws.
  let openBefore = 0
  beforeEach(() => {
    openBefore = contexts.length
  })
  afterEach(async () => {
    for (const context of contexts.splice(openBefore)) await context.close()
  })

  afterAll(async () => {
    for (const context of contexts) await context.close()
    await browser?.close()
    await server?.stop()
    await removeDatabase?.()
  }, 60_000)

  return {
    get address() {
      return server?.address ?? ''
    },
    async open(path, { size = DESK, stranger = false } = {}) {
      if (!browser || !server) throw new Error('The stage stands from beforeAll on, inside of tests.')
      const phone = size.width < 600
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        hasTouch: phone,
        isMobile: phone,
        acceptDownloads: true,
        reducedMotion: motion ? 'no-preference' : 'reduce',
      })
      contexts.push(context)
      if (!stranger) await context.addCookies(cookies)
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENT.timeout)
      await page.goto(server.address + path)
      return page
    },
  }
}

/**
 * Takes the sample's data folder from a journey that played before: loading it takes a quarter of a minute. Only where
 * `npm test` names a folder for it that lasts as long as its run, and on the embedded engine.
 */
async function fillStage(
  made: { folder: string; url: string | undefined },
  start: () => Promise<RunningServer>,
): Promise<void> {
  const folder = process.env.QUNCE_STAGE_FOLDER
  if (!folder || made.url) return
  mkdirSync(folder, { recursive: true })
  const [kept, failed] = [join(folder, 'sample'), join(folder, 'failed')]
  if (isFirst(join(folder, 'loading'))) {
    try {
      const first = await start()
      await first.stop()
      cpSync(made.folder, `${kept}.copying`, { recursive: true })
      renameSync(`${kept}.copying`, kept)
    } catch (failure) {
      writeFileSync(failed, '')
      throw failure
    }
    return
  }
  while (!existsSync(kept)) {
    if (existsSync(failed)) throw new Error('The sample could not be loaded: see the journey that was to load it.')
    await setTimeout(100)
  }
  rmSync(join(made.folder, 'database'), { recursive: true })
  cpSync(kept, made.folder, { recursive: true })
}

/** Whether nobody else, in this process or another, has asked with this path before. */
function isFirst(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}

/** A clock that runs like the system's, from another moment on. */
function startingAt(now: string): () => Date {
  const ahead = Date.parse(now) - Date.now()
  return () => new Date(Date.now() + ahead)
}

async function addMemberships(server: RunningServer, wanted: NonNullable<Staging['memberships']>): Promise<void> {
  await server.app.database.asSystem(async (trx) => {
    for (const { role, organization } of wanted) {
      const { id } = await trx
        .selectFrom('organization')
        .select('id')
        .where('name', '=', organization)
        .executeTakeFirstOrThrow()
      // The sample has a person for some of them, whom the demo user acts as already.
      const known = await trx
        .selectFrom('membership')
        .select('id')
        .where('organization_id', '=', id)
        .where('role', '=', role)
        .executeTakeFirst()
      if (known) continue
      await trx
        .insertInto('membership')
        .values({ user_id: SAMPLE_USER_ID, organization_id: id, role, granted_by: null })
        .execute()
    }
  })
}

/** The next request to such an address is answered a second late. */
export async function answerLate(page: Page, address: string): Promise<void> {
  await page.route(address, (route) => setTimeout(1000).then(() => route.continue()), { times: 1 })
}

/** 以…身份: acts for another organization of the demo user. */
export async function actAs(page: Page, organization: string, role: string): Promise<void> {
  const choice = page.getByRole('menuitem', { name: `${organization} ${role}`, exact: true })
  const acting = page.locator('.acting').filter({ hasText: role }).filter({ hasText: organization })
  await page.locator('.acting').first().waitFor()
  if (await acting.isVisible()) return
  // On a busy machine a click may meet the menu while it still opens, or the page while it still loads, and be lost.
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await choice.isVisible())) await page.locator('button.acting').click({ timeout: 6000 })
      await choice.click({ timeout: 6000 })
      await acting.waitFor({ timeout: 6000 })
      return
    } catch (lost) {
      if (attempt === 4) throw lost
    }
  }
}

/** A plan in the register of the real ones; `mark` makes its text its own. */
export function planText(mark: string): string {
  return `${mark}海湾保护行动方案

为加强${mark}海湾保护,制定本方案。

一、总体要求

坚持陆海统筹,把入海河流和近岸海域作为一个整体来治理。到2027年,近岸海域水质优良比例达到92%以上。

二、重点任务

(一)治理入海河流。

1.整治排污口。全面排查${mark}沿岸排污口,2026年底前完成分类整治;建立排污口日常巡查制度。(责任单位:自治区生态环境厅牵头,南宁市、北海市人民政府配合)

2.修复滨海湿地。恢复${mark}红树林湿地300公顷,建设海草床监测站。(责任单位:自治区海洋局,北海市、防城港市人民政府)

(二)完善保障机制。

3.建立联席会议制度。每半年召开一次${mark}海湾保护联席会议,协调解决跨市问题。(责任单位:自治区发展改革委牵头,自治区财政厅配合)
`
}
