import type { AgreementListed, RequestListed, Waiting } from './schemas.ts'

// The words of downloaded tables. A test holds them against those of the page.

export const REQUEST_WORDS: {
  states: Readonly<Record<RequestListed['state'], string>>
  access: Readonly<Record<RequestListed['access'], string>>
  waits: Readonly<Record<Waiting['for'], string>>
  agreementStates: Readonly<Record<AgreementListed['state'], string>>
  endKinds: Readonly<Record<NonNullable<AgreementListed['endKind']>, string>>
} = {
  states: {
    submitted: '待答复',
    correction: '待补正',
    offered: '待确认',
    granted: '已同意',
    refused: '不同意',
    brought_forward: '提请协调',
    taken_back: '已撤销',
  },
  access: { interface: '接口调用', subscription: '订阅推送' },
  waits: {
    review: '审核答复',
    correction: '补正申请',
    acceptance: '确认收窄后的范围',
    coordination: '协调处理',
    data: '提供数据',
    deletion: '确认删除数据',
    verification: '核实疑义',
  },
  agreementStates: { active: '有效', suspended: '已暂停', ended: '已终止' },
  endKinds: { expired: '到期', given_up: '使用方终止', withdrawn: '提供方撤回' },
}
