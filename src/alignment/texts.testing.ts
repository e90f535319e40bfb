import { parseText } from '../plan/parsing/sources.testing.ts'
import { provisionsOf } from './provisions.ts'
import type { ProvisionedDocument } from './types.ts'

// Plans of our own writing, in the register of real ones.

/** A plan of the nation for the provinces of 广西 and 广东. */
export const NATIONAL = `蓝湾城市群发展规划
第一章 规划背景
第一节 发展基础
资源条件较好。蓝湾城市群海岸曲折，岸线资源丰富，南宁、湛江等城市近年发展较快，港口吞吐量持续增长。
第二章 产业发展
第一节 培育产业集群
壮大港口物流业。推进南宁、钦州港口物流园建设，发展冷链物流和保税物流，到2025年港口物流园年吞吐能力达到300万吨。
发展海洋渔业。推广深水网箱养殖，建设现代渔港经济区，完善水产品加工和冷藏设施，培育远洋渔业企业。
打造湛江钢铁基地。支持湛江建设沿海钢铁基地，推进湛江钢铁冷轧项目，湛江市完善配套港口。
第二节 完善基础设施
建设环湾铁路。加快建设南宁—北海城际铁路、湛江—茂名城际铁路，贯通环湾铁路通道。
加强与贵州合作。深化与贵阳等城市的合作，畅通西部陆海新通道，推动班列扩量提质。
`

/** The plan of 广西 that carries it out. */
export const REGIONAL = `蓝湾城市群发展规划广西实施方案
一、重点任务
（一）培育产业集群。
1. 壮大港口物流业。推进钦州港口物流园建设，发展冷链物流和保税物流，到2025年港口物流园年吞吐能力达到200万吨。（责任单位：自治区交通运输厅、商务厅）
2. 发展海洋渔业。推广深水网箱养殖，建设现代渔港经济区，完善水产品加工和冷藏设施。（责任单位：自治区海洋和渔业厅）
（二）完善基础设施。
1. 建设环湾铁路。规划研究南宁—北海城际铁路，做好环湾铁路通道前期工作。（责任单位：自治区发展改革委）
2. 加强区域合作。深化与贵阳等城市的合作，畅通西部陆海新通道，推动班列扩量提质。（责任单位：自治区商务厅）
`

export const national = (): ProvisionedDocument => provisionsOf(parseText(NATIONAL, { issuer: '国家发展改革委' }))
export const regional = (): ProvisionedDocument =>
  provisionsOf(parseText(REGIONAL, { issuer: '广西壮族自治区人民政府', date: '2021-03-01' }))
