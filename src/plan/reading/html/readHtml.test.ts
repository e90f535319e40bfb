import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readSource, readSourceHere } from '../readSource.ts'
import { faultOf, furnitureOf, ownWords, refusalOf, rowsOf } from '../testing/expect.ts'

const read = (html: string, name = 'page.html') => readSourceHere(new TextEncoder().encode(html), name)

const TITLE = '海湾市人民政府关于印发海湾都市圈建设行动方案的通知'
/** The article of a page, as the older and the newer layout of government sites wrap it. */
const ARTICLE = `
  <p style="text-align:center"><span>海湾市人民政府关于印发</span></p><p style="text-align:center">海湾都市圈建设行动方案的通知</p>
  <p>各县（市、区）人民政府，市政府各部门：</p>
  <p>　　现将《海湾都市圈建设行动方案》印发给你们，请认真贯彻
执行。</p>
  <p style="text-align:right">海湾市人民政府&nbsp;&nbsp;&nbsp;</p>
  <p><b>一、总体要求</b></p>
  <p>&nbsp;&nbsp;（一）坚持统筹推进。到2025年，建成轨道交通120公里。<br>（市发展改革委牵头，市交通运输局配合）</p>
  <p><a href="a.docx">附件：海湾都市圈重点任务分工表.docx</a></p>`
const FOOT = `<div class="footer"><p>主办单位：海湾市人民政府办公室　技术支持：海湾市大数据中心</p><p>版权所有，未经许可不得转载，海湾市人民政府。</p></div>`
const OLD_LAYOUT = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${TITLE}_规划计划_海湾市人民政府门户网站</title></head><body>
<div class="top"><a href="/">首页</a><a href="/a">政务公开</a><form><input value="搜索"></form></div>
<div class="crumb">您现在的位置：<a>首页</a> &gt; <a>规划计划</a></div>
<div class="wrap"><table><tr><td><table class="bd1">
<tr><td><b>索 引 号：</b></td><td>000/2021-1</td><td><b>主题分类：</b></td><td>城乡规划</td></tr>
<tr><td><b>发文机关：</b></td><td>海湾市人民政府</td><td><b>成文日期：</b></td><td>2021年3月5日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">${TITLE}</td></tr>
<tr><td><b>发文字号：</b></td><td>海政发〔2021〕5号</td><td><b>发布日期：</b></td><td>2021年3月9日</td></tr></table></td></tr></table>
<table><tr><td><br><table><tr><td class="b12c" id="UCAP-CONTENT">${ARTICLE}</td></tr></table>
<div>扫一扫在手机打开当前页</div><div class="share">【字体：大 中 小】 打印 分享到</div></td></tr></table></div>
${FOOT}</body></html>`
const NEW_LAYOUT = `<!doctype html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="${TITLE}"><title>海湾市人民政府</title></head><body>
<header><nav><ul><li><a>首页</a></li><li><a>新闻</a></li></ul></nav></header>
<div class="main"><div class="info"><ul><li>索引号：000/2021-1</li><li>发布机构：海湾市人民政府</li><li>文号：海政发〔2021〕5号</li><li>生成日期：2021-03-05</li></ul></div>
<h1>${TITLE}</h1><div class="meta">发布时间：2021-03-09 09:00　来源：市政府办公室　浏览次数：33</div>
<div class="content-box"><div class="inner">${ARTICLE}</div></div>
<div class="related"><h3>相关链接</h3><ul><li><a>图解：行动方案有哪些任务，怎么落实</a></li><li><a>一图读懂行动方案，请看这里</a></li></ul></div></div>
<aside><p>热点推荐，本市召开经济工作会议，部署全年重点工作。</p></aside>${FOOT}</body></html>`

describe('web pages', () => {
  test.each([
    ['an older', OLD_LAYOUT],
    ['a newer', NEW_LAYOUT],
  ])('[READ-7] the article is found in %s layout and everything around it is furniture', async (_name, html) => {
    const source = await read(html)
    expect(ownWords(source)).toEqual([
      TITLE,
      ...(html === NEW_LAYOUT ? ['海湾市人民政府关于印发', '海湾都市圈建设行动方案的通知'] : []),
      '各县（市、区）人民政府，市政府各部门：',
      '现将《海湾都市圈建设行动方案》印发给你们，请认真贯彻执行。',
      '海湾市人民政府',
      '一、总体要求',
      '（一）坚持统筹推进。到2025年，建成轨道交通120公里。',
      '（市发展改革委牵头，市交通运输局配合）',
      '附件：海湾都市圈重点任务分工表.docx',
    ])
    expect(
      source.blocks.find((block) => source.text.slice(...block.span) === TITLE && block.kind === 'heading')?.level,
    ).toBe(1)
    expect(faultOf(source)).toBeNull()
    const words = furnitureOf(source).map(([, line]) => line)
    expect(words.some((line) => line?.includes('版权所有'))).toBe(true)
  })

  test.each([
    ['an older', OLD_LAYOUT],
    ['a newer', NEW_LAYOUT],
  ])('[READ-7] title, number, issuer and date are taken from the facts that %s layout prints', async (_name, html) => {
    const { stated } = await read(html)
    expect(stated).toEqual({ title: TITLE, number: '海政发〔2021〕5号', issuer: '海湾市人民政府', date: '2021-03-05' })
  })

  test('[READ-6] merged cells are repeated, cells of several lines and tables inside cells stay one line', async () => {
    const source =
      await read(`<meta charset="utf-8"><p>重点任务分工如下，请各部门、各单位认真落实。</p><table border="1">
      <tr><th rowspan="2">任务</th><th colspan="2">责任单位</th></tr><tr><th>牵头</th><th>配合</th></tr>
      <tr><td colspan="3">一、交通</td></tr>
      <tr><td rowspan="2">建设铁路<br/>支线</td><td>市发展改革委</td><td><table><tr><td>市财政局</td><td>各区</td></tr></table></td></tr>
      <tr><td>市交通运输局</td><td>\t\n</td></tr></table>`)
    expect(rowsOf(source)).toEqual([
      ['任务', '责任单位', '责任单位'],
      ['任务', '牵头', '配合'],
      ['一、交通'],
      ['建设铁路 支线', '市发展改革委', '市财政局 各区'],
      ['建设铁路 支线', '市交通运输局', ''],
    ])
    const repeats = source.blocks.filter((block) => block.kind === 'table_row').map((block) => block.repeats ?? [])
    expect(repeats).toEqual([[2], [0], [], [], [0]])
    expect(faultOf(source)).toBeNull()
  })

  test('a box of one column keeps its paragraphs', async () => {
    const source = await read(
      '<meta charset="utf-8"><p>本规划提出以下重点工程，请看专栏。</p><table border="1"><tr><td>专栏1　重点工程</td></tr><tr><td><p>1.东港铁路。</p><p>2.西港码头。</p></td></tr></table>',
    )
    expect(ownWords(source).slice(1)).toEqual(['专栏1　重点工程', '1.东港铁路。', '2.西港码头。'])
  })

  test('numbers of an ordered list are words of the page', async () => {
    const source = await read(
      '<meta charset="utf-8"><p>要做好以下工作，确保落实。</p><ol start="3"><li><p>推进铁路建设，打通通道。</p></li><li>推进港口建设，做强枢纽。</li></ol>',
    )
    expect(ownWords(source).slice(1)).toEqual(['3. 推进铁路建设，打通通道。', '4. 推进港口建设，做强枢纽。'])
  })

  test('[READ-4] a page is read by the charset it states, by its bytes when it states a wrong one', async () => {
    const gbk = OLD_LAYOUT.replace('charset="utf-8"', 'charset="gb2312"')
    const stated = await readSourceHere(new Uint8Array(iconv.encode(gbk, 'gbk')), 'a.html')
    const wrong = await readSourceHere(new Uint8Array(iconv.encode(OLD_LAYOUT, 'gbk')), 'a.html')
    expect(stated.stated.title).toBe(TITLE)
    expect(wrong.text).toBe(stated.text)
  })

  test('hidden parts and scripts are left out', async () => {
    const source = await read(
      '<meta charset="utf-8"><p>加快推进城市群建设，取得实效。<span style="display: none">暗</span><script>var 甲 = 1</script></p><p hidden>隐</p>',
    )
    expect(source.text).toBe('加快推进城市群建设，取得实效。\n')
  })

  test('[READ-14] a page without text is refused', async () => {
    for (const html of ['<html><body><script>app()</script><div id="root"></div></body></html>', '<html></html>'])
      expect((await refusalOf(read(html))).code).toBe('document_without_text')
  })

  test('[READ-17] a page of 100,000 unclosed elements is read or refused, and ends', async () => {
    const html = `<html><body>${'<div>'.repeat(100_000)}加快推进城市群建设，取得实效。`
    expect(ownWords(await readSource(new TextEncoder().encode(html), 'a.html'))).toEqual([
      '加快推进城市群建设，取得实效。',
    ])
  })
})
