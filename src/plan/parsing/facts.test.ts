import { describe, expect, test } from 'vitest'
import { isoDate } from './facts.ts'
import { parseText } from './sources.testing.ts'

const NOTICE = [
  '某某省人民政府办公厅关于印发某某湾发展规划实施方案的通知',
  '某政办发〔2021〕37号',
  '各市人民政府，省政府各部门：',
  '现将《某某湾发展规划实施方案》印发给你们，请认真贯彻执行。',
  '某某省人民政府办公厅',
  '2021年6月18日',
  '某某湾发展规划实施方案',
  '为贯彻落实有关部署，制定本方案。',
  '一、总体要求',
]

describe('facts of a document', () => {
  test('[PARSE-29] the plan, not the notice that sends it out, gives the title; the notice signs and dates it', () => {
    expect(parseText(NOTICE.join('\n')).document).toMatchObject({
      title: '某某湾发展规划实施方案',
      number: '某政办发〔2021〕37号',
      issuer: '某某省人民政府办公厅',
      date: '2021-06-18',
    })
  })

  test('[PARSE-29] a title of two lines, and what the container states', () => {
    const text = '国务院关于落实\n年度重点工作分工的意见\n一、要求'
    expect(parseText(text, { number: '国发[2020]6号', date: '2020-06-06' }).document).toMatchObject({
      title: '国务院关于落实年度重点工作分工的意见',
      number: '国发〔2020〕6号',
      date: '2020-06-06',
    })
  })

  test('[PARSE-29] what the text does not say is left out', () => {
    expect(parseText('一、要求').document).toEqual({ title: '', format: 'txt', sha256: '0'.repeat(64) })
  })

  test.each([
    ['2018年1月5日', '2018-01-05'],
    ['二〇一七年一月二十日', '2017-01-20'],
    ['2023年11月', '2023-11'],
    ['2018年13月5日', undefined],
    ['共2018年', undefined],
  ])('[PARSE-29] the date %s', (text, date) => expect(isoDate(text)).toBe(date))
})
