import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { actAs, chromiumPath, JOURNEY_MS, PATIENT, PHONE, planText, withStage } from './stage.ts'

const PASSWORD = 'correct horse battery staple'

/** The six digits that an authenticator shows at a moment (RFC 6238: HMAC-SHA-1, 30 s). */
function totp(base32: string, at: number): string {
  const bits = [...base32].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))))
    .update(counter)
    .digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe.skipIf(!chromiumPath)('people come, read on a phone, and go', { timeout: JOURNEY_MS }, () => {
  const stage = withStage()

  test('a stranger gets the sign-in page at the address asked for, and a wrong password says so', async () => {
    const page = await stage.open('/register', { stranger: true })
    await page.getByLabel('邮箱').fill('nobody@qunce.example')
    await page.locator('input[type=password]').fill('not the password')
    await page.getByRole('button', { name: /^登\s?录$/ }).click()
    await page.getByText('邮箱或密码不对').waitFor()
    expect(new URL(page.url()).pathname).toBe('/register')
  })

  test('an administrator invites a colleague, who chooses a password and comes in for their organization', async () => {
    const page = await stage.open('/')
    await actAs(page, '北部湾城市群协调办公室', '系统管理员')
    await page.goto(`${stage.address}/users`)
    await page.getByRole('button', { name: '邀请用户' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('姓名').fill('李望海')
    await dialog.getByLabel('邮箱').fill('li@qunce.example')
    await dialog.getByRole('button', { name: '生成链接' }).click()
    const link = (await page.locator('.invite-link code').textContent()) ?? ''
    await page
      .getByRole('dialog', { name: '设置密码的链接' })
      .getByRole('button', { name: /close|关闭/i })
      .click()

    const row = page.locator('.user-line').filter({ hasText: '李望海' })
    await row.getByRole('button', { name: '授予身份' }).click()
    await page.getByLabel('请输入单位名称').fill('南宁市人民政府')
    await page.getByTitle('南宁市人民政府', { exact: true }).click()
    await page.getByLabel('身份', { exact: true }).click()
    await page.getByTitle('市政府', { exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '授予身份' }).click()
    await row.getByText('南宁市人民政府 · 市政府').waitFor()
    await actAs(page, '北部湾城市群协调办公室', '协调办公室')

    const theirs = await stage.open(new URL(link.trim()).pathname, { stranger: true })
    await theirs.locator('input[type=password]').fill(PASSWORD)
    await theirs.locator('button[type=submit]').click()
    await theirs.getByRole('heading', { name: '南宁市人民政府' }).waitFor()

    // The second factor: set up once, asked for at the next sign-in.
    await theirs.goto(`${stage.address}/account`)
    const form = theirs.locator('form').filter({ hasText: '开启两步验证' })
    await form.locator('input[type=password]').fill(PASSWORD)
    await form.getByRole('button', { name: '开启两步验证' }).click()
    const secret = ((await theirs.locator('.enrolment code').first().textContent()) ?? '').replaceAll(' ', '')
    expect(await theirs.locator('.recovery-codes li').count()).toBeGreaterThan(4)
    await theirs.locator('.enrolment input').fill(totp(secret, Date.now()))
    await theirs.getByRole('button', { name: /^完\s?成$/ }).click()
    await theirs.getByText('已开启：').waitFor()

    await theirs.getByRole('button', { name: '设置' }).click()
    await theirs.getByText('退出登录').click()
    await theirs.getByLabel('邮箱').fill('li@qunce.example')
    await theirs.locator('input[type=password]').fill(PASSWORD)
    await theirs.getByRole('button', { name: /^登\s?录$/ }).click()
    await theirs.getByRole('heading', { name: '验证码' }).waitFor()
    await theirs.getByRole('textbox').fill(totp(secret, Date.now()))
    await theirs.getByRole('button', { name: /^登\s?录$/ }).click()
    await theirs.getByRole('heading', { name: '南宁市人民政府' }).waitFor()
  })

  test('what a department keeps to itself is not seen by the office, not even by its address', async () => {
    const page = await stage.open('/')
    await actAs(page, '南宁市人民政府', '市政府')
    await page.goto(`${stage.address}/documents`)
    await page
      .getByTestId('ingest-files')
      .setInputFiles([{ name: '南湾.txt', mimeType: 'text/plain', buffer: Buffer.from(planText('南湾')) }])
    await page.locator('.outcome.accepted a').first().click()
    await page.locator('.card').first().waitFor()
    const address = page.url()
    await actAs(page, '北部湾城市群协调办公室', '协调办公室')
    await page.goto(address)
    await page.getByRole('heading', { name: '没有这份文件' }).waitFor()
    await page.goto(`${stage.address}/documents`)
    await page.locator('.document-line').first().waitFor()
    expect(await page.getByText('南湾海湾保护行动方案').count()).toBe(0)
  })

  test('on a phone the page comes first; outline and commitments open over it', async () => {
    const page = await stage.open('/', { size: PHONE })
    await actAs(page, '北部湾城市群协调办公室', '协调办公室')
    await page.goto(`${stage.address}/documents`)
    await page.locator('.document-line h2 a').first().click()
    await page.locator('.leaf .para').first().waitFor()
    await page.getByRole('button', { name: '目录' }).click()
    await page.locator('.ant-drawer-open .outline-title').nth(2).click()
    await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' })
    await page.locator('.waiting-button').click()
    const card = page.locator('.ant-drawer-open .card.extracted').first()
    await card.locator('.card-title').click()
    await page.locator('.ant-drawer-open .card.chosen').getByRole('button', { name: '确认' }).click()
    await page.getByText('已确认').first().waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText('已撤销').waitFor()
  })

  test('the whole page changes language, and grows with the large type', async () => {
    const page = await stage.open('/register')
    await page.getByRole('button', { name: '设置' }).click()
    await page.getByText('English').click()
    await page.getByRole('heading', { name: 'Commitments' }).waitFor()
    const before = (await page.locator('.page-head h1').boundingBox())?.height ?? 0
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByText('Large type').click()
    await expect
      .poll(async () => (await page.locator('.page-head h1').boundingBox())?.height ?? 0, PATIENT)
      .toBeGreaterThan(before)
  })
})
