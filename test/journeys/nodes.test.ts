import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aResource, loaded } from '../../src/exchange/holdings/stage.testing.ts'
import { hasNats, picture, withNodes } from './nodesStage.ts'
import { chromiumPath, JOURNEY_MS, PATIENT } from './stage.ts'

const [PROVIDER, RECIPIENT] = ['广西壮族自治区人民政府', '广东省人民政府']
const NAME = '低收入家庭名单（跨省核对）'
const missing = !chromiumPath ? 'Chromium' : !hasNats() ? 'nats-server' : ''
if (missing) console.warn(`The journey over two nodes is skipped: there is no ${missing} on this machine.`)

// Three servers and their brokers share the machine with two browsers.
describe.skipIf(missing)('two governments, each at its own node', { timeout: 2 * JOURNEY_MS }, () => {
  const cluster = withNodes()

  test('what one publishes the other finds, asks for, uses before its owner’s eyes, and has no more once it is withdrawn', async () => {
    const provider = await cluster.deskOf('gx', PROVIDER)
    const recipient = await cluster.deskOf('gd', RECIPIENT)
    const resource = await aResource(provider.api, { name: NAME, sharingCondition: '用于核对跨省重复享受救助' })
    await loaded(provider.api, resource.id)
    const [owner, user] = [provider.page, recipient.page]

    // Found among what other nodes tell, and asked for.
    await recipient.go('/resources/elsewhere')
    const listed = user.getByRole('row').filter({ hasText: NAME })
    await listed.waitFor()
    await picture(user, '1-find', (page) => page.getByRole('link', { name: NAME }).or(page.getByText(NAME)).waitFor())
    await listed.getByRole('button', { name: '申请共享' }).waitFor()
    await listed.getByRole('link', { name: NAME }).click()
    await user.getByText('用于核对跨省重复享受救助').waitFor()
    await picture(user, '1-resource')
    await user.getByRole('button', { name: '申请共享' }).click()
    await user.getByLabel('使用目的').fill('核对两省重复享受救助的家庭')
    await user.getByLabel('事项', { exact: true }).fill('临时救助审核')
    await user.getByLabel('法律依据').fill('《社会救助暂行办法》第五十八条')
    await user.getByRole('button', { name: '全选' }).click()
    await picture(user, '2-ask')
    await user.getByRole('button', { name: '提交申请' }).click()
    await user.getByText('送达途中').first().waitFor()
    // Its page says by itself that the owner has it.
    await user.getByText('待答复').first().waitFor()
    await picture(user, '3-asked')
    const asked = user.url()

    // Reviewed as any request, and granted narrower: no days, of names the first character.
    await provider.go('/share-requests?view=review')
    await owner.getByRole('link', { name: NAME }).click()
    await owner.getByText('申请单位在广东省的节点上').waitFor()
    await picture(owner, '4-review')
    await owner.getByRole('button', { name: '同意', exact: true }).click()
    const grant = owner.getByRole('dialog')
    await grant.getByRole('checkbox', { name: '登记日期' }).uncheck()
    await grant.getByRole('combobox', { name: '户主脱敏方式' }).click()
    await owner.getByTitle('只留前几位').click()
    await picture(owner, '5-grant')
    await grant.getByRole('button', { name: '收窄后同意，待使用方接受' }).click()
    await grant.waitFor({ state: 'hidden' })

    // Accepted from afar.
    await user.getByText('提供方同意提供较少的内容').waitFor()
    await picture(user, '6-offered')
    await user.getByRole('button', { name: '接受', exact: true }).click()
    await user.getByRole('dialog').getByRole('button', { name: '接受', exact: true }).click()
    await user.getByRole('link', { name: '查看数据' }).click()

    // Used: looked at, and downloaded.
    await user.getByLabel('办理的事项').fill('受理2026-17号')
    const given = user.getByRole('cell', { name: '莫**' })
    // The agreement may be here before its rows: each look is one of the log, and none is asked for before the last is answered.
    const look = async () => {
      await user.getByRole('button', { name: '查看数据' }).click()
      await given.or(user.getByText('没有符合协议的数据行')).first().waitFor()
      return given.isVisible()
    }
    await expect.poll(look, { ...PATIENT, interval: 1000 }).toBe(true)
    expect(await user.locator('main').textContent()).not.toMatch(/莫丽华|登记日期|2019-03-05/)
    const downloading = user.waitForEvent('download')
    await user.getByRole('link', { name: '下载 CSV' }).click()
    const table = readFileSync(await (await downloading).path(), 'utf8')
    expect(table).toContain('莫**')
    expect(table).not.toMatch(/莫丽华|登记日期|2019-03-05/)
    await picture(user, '7-use', async (page) => {
      await page.locator('.holding-wishes button').first().click()
      await page.locator('.holding-table').waitFor()
    })
    const data = user.url()
    await recipient.go('/nodes/grants')
    await user.getByRole('link', { name: NAME }).waitFor()
    await picture(user, '8-grants')

    // Seen by the owner: who, when, for which matter.
    const log = async () => (await provider.api.get(`/api/v1/share-uses?resource=${resource.id}`)).body
    await expect.poll(log, PATIENT).toContain('"download"')
    await provider.go(`/resources/${resource.id}/uses`)
    const use = owner.getByRole('row').filter({ hasText: '受理2026-17号' }).filter({ hasText: '在广东省的节点上' })
    await use.first().waitFor()
    expect(await use.count()).toBeGreaterThan(1)
    await picture(owner, '9-log')

    // Withdrawn.
    await provider.go('/share-agreements')
    await owner.getByRole('link', { name: NAME }).click()
    await owner.getByRole('button', { name: '撤回共享' }).waitFor()
    await picture(owner, '10-agreement')
    await owner.getByRole('button', { name: '撤回共享' }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByRole('textbox').last().fill('专项核对结束')
    await dialog.getByRole('button', { name: '撤回共享' }).click()
    await dialog.waitFor({ state: 'hidden' })

    await user.getByText('已不再提供').waitFor()
    await user.getByText('专项核对结束').waitFor()
    await picture(user, '11-withdrawn')
    await user.goto(data)
    await user.getByText('这份数据已不再提供').waitFor()
    await picture(user, '12-gone')
    const [id = ''] = new URL(data).pathname.split('/').slice(-1)
    expect((await recipient.api.get(`/api/v1/nodes/grants/gx/${id}/rows`)).statusCode).toBe(404)
    await user.goto(asked)
    await user.getByText('专项核对结束').waitFor()
    await picture(user, '13-ended')

    // Deleted, and confirmed: the owner's agreement has it.
    await user.getByRole('button', { name: '确认已删除' }).click()
    const confirming = user.getByRole('dialog')
    await confirming.getByRole('textbox').fill('已从业务库清除，由信息科核对')
    await picture(user, '14-delete')
    await confirming.getByRole('button', { name: '确认已删除' }).click()
    await user.getByText('提供方的节点已于').waitFor()
    await picture(user, '15-deleted')
    await owner.reload()
    await owner.getByText('已从业务库清除，由信息科核对').first().waitFor()
    await picture(owner, '16-confirmed')
  })
})
