import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readSource } from '../readSource.ts'
import { faultOf, furnitureOf, ownWords, refusalOf, rowsOf } from '../testing/expect.ts'

const PLAN =
  '海湾市人民政府文件\n一、总体要求\n　　到2025年，建成轨道交通120公里，完善城市群协调发展机制。（市发展改革委牵头）\n'
const utf8 = (words: string) => new TextEncoder().encode(words)

describe('plain text', () => {
  test('[READ-3] the canonical text is the file’s own: line ends become \\n, the byte order mark goes, nothing else changes', async () => {
    const words = '一、总体要求  \r\n\r\n　　①加快ＡＢ１．5％建设\u00a0\r二、保障'
    const source = await readSource(utf8(`\ufeff${words}`), 'plan.txt')
    expect(source.text).toBe('一、总体要求  \n\n　　①加快ＡＢ１．5％建设\u00a0\n二、保障')
    expect(ownWords(source)).toEqual(['一、总体要求', '①加快ＡＢ１．5％建设', '二、保障'])
    expect(source.blocks.map((block) => block.source)).toEqual(['line 1', 'line 3', 'line 4'])
  })

  test('[READ-4] UTF-8, UTF-16 with mark and GB18030 give the same text', async () => {
    for (const encoding of ['utf8', 'utf16le', 'utf16be', 'gb18030'] as const) {
      const bytes = iconv.encode(PLAN, encoding, { addBOM: encoding.startsWith('utf16') })
      expect((await readSource(new Uint8Array(bytes), 'plan.txt')).text).toBe(PLAN)
    }
  })

  test('[READ-4] four-byte characters of GB18030 survive', async () => {
    const words = `${PLAN}㐂镇、𠮷村\n`
    expect((await readSource(new Uint8Array(iconv.encode(words, 'gb18030')), 'a.txt')).text).toBe(words)
  })

  test.each([
    ['Big5', 'big5', '海灣市人民政府關於加快城市群發展的行動方案，推動港口建設與產業合作。'],
    ['Shift JIS', 'shift_jis', 'これは日本語の文書です。都市計画について説明します。地域の発展を図る。'],
    ['EUC-KR', 'euc-kr', '대한민국 도시군 발전 계획을 위한 문서입니다 지역의 균형 발전'],
    ['Latin-1', 'latin1', 'Été à Genève: déjà vu, naïveté, crème brûlée, façade, élève, garçon, œuvre, où, là.'],
  ])('[READ-4] %s is refused, not guessed', async (_name, encoding, words) => {
    const bytes = new Uint8Array(iconv.encode(words, encoding))
    expect((await refusalOf(readSource(bytes, 'a.txt'))).code).toBe('encoding_undecidable')
  })

  test('[READ-4] too little GB18030 to be sure is refused, UTF-16 without mark too', async () => {
    expect((await refusalOf(readSource(new Uint8Array(iconv.encode('通知', 'gbk')), 'a.txt'))).code).toBe(
      'encoding_undecidable',
    )
    expect((await refusalOf(readSource(new Uint8Array(iconv.encode('Notice to all', 'utf16le')), 'a.txt'))).code).toBe(
      'encoding_undecidable',
    )
  })

  test('[READ-4] UTF-8 with one damaged byte says where', async () => {
    const bytes = utf8(PLAN.repeat(10))
    bytes[900] = 0xff
    const refusal = await refusalOf(readSource(bytes, 'a.txt'))
    expect(refusal.code).toBe('encoding_undecidable')
    expect(refusal.message).toMatch(/UTF-8 up to byte (89\d|900)/)
  })

  test('[READ-5] navigation, page numbers and repeated lines are furniture, and stay in the text', async () => {
    const page = (number: number) => `海湾都市圈建设纵横谈\n${'推动产业协同发展。'.repeat(40)}\n— ${number} —\n`
    const words = `您现在的位置：首页 > 规划计划\n规划计划\n${[1, 2, 3, 4].map(page).join('')}版权所有 海湾市人民政府\n`
    const source = await readSource(utf8(words), 'a.txt')
    expect(source.text).toBe(words)
    const reasons = furnitureOf(source).map(([reason]) => reason)
    expect(reasons.filter((reason) => reason === 'page number')).toHaveLength(4)
    expect(reasons.filter((reason) => reason === 'site navigation')).toHaveLength(2)
    // The first of the repeated lines stands where a title stands.
    expect(reasons.filter((reason) => reason === 'repeated line')).toHaveLength(3)
    expect(reasons).toContain('site footer')
    expect(ownWords(source)[0]).toBe('海湾都市圈建设纵横谈')
  })

  test('[READ-5] lines that assign units, list markers and headings are never furniture, however often they repeat', async () => {
    const item =
      '责任单位：市发展改革委\n(一)推进港口建设任务\n工作措施\n完成时限：2025年底\n位置：东港镇\n时间服从质量\n'
    const source = await readSource(utf8(item.repeat(6)), 'a.txt')
    expect(furnitureOf(source)).toEqual([])
  })

  test('[READ-5] bare numbers are page numbers only where they follow each other a page apart', async () => {
    const list = '1\n建设铁路\n2\n建设港口\n3\n建设机场\n'
    expect(furnitureOf(await readSource(utf8(list), 'a.txt'))).toEqual([])
    const pages = [7, 8, 9].map((page) => `${'加快建设综合交通网络，'.repeat(40)}\n${page}\n`).join('')
    expect(furnitureOf(await readSource(utf8(pages), 'a.txt'))).toEqual([
      ['page number', '7'],
      ['page number', '8'],
      ['page number', '9'],
    ])
  })

  test('[READ-2] a table pasted as text has rows and cells; numbers set off by a TAB do not make one', async () => {
    const source = await readSource(
      utf8(
        '重点任务\n序号\t任务\t责任单位\n1\t建设铁路\t市交通运输局\n2\t建设港口\t市财政局\n1.\t推进合作\n2.\t深化改革\n',
      ),
      'a.txt',
    )
    expect(rowsOf(source)).toEqual([
      ['序号', '任务', '责任单位'],
      ['1', '建设铁路', '市交通运输局'],
      ['2', '建设港口', '市财政局'],
    ])
    expect(faultOf(source)).toBeNull()
    expect(source.blocks.filter((block) => block.kind === 'paragraph')).toHaveLength(3)
  })

  test('one line without an end is one block', async () => {
    const words = '附件规划目录第一章规划背景3第一节发展基础3'.repeat(500)
    const source = await readSource(utf8(words), 'a.txt')
    expect([source.text, source.blocks.length]).toEqual([words, 1])
  })

  test('20 MB are read in well under a second', async () => {
    const line = '（一）推进重点任务。加快建设环湾高速公路，完善集疏运体系。（市交通运输局牵头）\n'
    const bytes = utf8(line.repeat(Math.ceil((20 * 1024 * 1024) / utf8(line).length)))
    const times: number[] = []
    for (let run = 0; run < 2; run++) {
      // Processor time, so that a busy machine does not fail it.
      const start = process.cpuUsage()
      expect((await readSource(bytes, 'a.txt')).blocks.length).toBeGreaterThan(100_000)
      times.push(process.cpuUsage(start).user / 1000)
    }
    expect(Math.min(...times)).toBeLessThan(1500)
  })
})
