import type { Browser, PersonName } from '../../../test/support/index.ts'
import type { ResourceContent, ResourceDetail } from '../catalogue/schemas.ts'
import { published, sent, withVersion } from '../catalogue/stage.testing.ts'
import type {
  AgreementDetail,
  Decision,
  DisputeDetail,
  NewRequest,
  ProviderStep,
  Reply,
  RequestDetail,
} from './schemas.ts'

type As = (person: PersonName) => Promise<Browser>

/** A resource of the department that is shared on a condition, with three items. */
export const aResource = async (as: As, own: Partial<ResourceContent> = {}, provider: PersonName = 'department') =>
  published(await as(provider), {
    items: [
      { name: '排污口编码', dataType: 'character', length: '20' },
      { name: '责任主体', dataType: 'character', length: '100' },
      { name: '日排放量', dataType: 'numeric', length: '10,2' },
    ],
    ...own,
  })

/** What the city asks for: all items of the rows of one river. */
export const anAsking = (
  resource: { id: string; content: { items: readonly { name: string }[] } },
  own: Partial<NewRequest> = {},
): NewRequest => ({
  resourceId: resource.id,
  purpose: '核对跨界河段的排污口，防止漏查',
  matter: '跨省河流联防联治',
  legalBasis: '《中华人民共和国水污染防治法》第二十八条',
  terms: { items: resource.content.items.map(({ name }) => name), masks: {}, rows: [] },
  access: 'interface',
  validUntil: '2027-12-31',
  contact: '陈洁 0779-0000000',
  ...own,
})

export const asked = async (
  as: As,
  own: Partial<NewRequest> = {},
  resource?: ResourceDetail,
  recipient: PersonName = 'city',
) =>
  sent<RequestDetail>(
    (await as(recipient)).post('/api/v1/share-requests', anAsking(resource ?? (await aResource(as)), own)),
  )

/** One step with a request or an agreement, as it stands. */
const stepper =
  <Body extends object, Answer>(path: string) =>
  async (as: As, person: PersonName, one: { id: string; revision: number }, body: Body) =>
    sent<Answer>((await as(person)).post(path.replace(':id', one.id), body, withVersion(one)))

export const decided = stepper<Decision, RequestDetail>('/api/v1/share-requests/:id/decisions')
export const replied = stepper<Reply, RequestDetail>('/api/v1/share-requests/:id/replies')
export const providerStep = stepper<ProviderStep, AgreementDetail>('/api/v1/share-agreements/:id/provider-steps')

/** An agreement of the department with the city. */
export async function agreed(
  as: As,
  own: Partial<NewRequest> = {},
  resource?: ResourceDetail,
  recipient: PersonName = 'city',
  provider: PersonName = 'department',
): Promise<AgreementDetail> {
  const request = await asked(as, own, resource, recipient)
  const { agreementId } = await decided(as, provider, request, { step: 'granted' })
  return sent((await as(recipient)).get(`/api/v1/share-agreements/${agreementId}`))
}

export const disputed = async (as: As, agreementId: string, recipient: PersonName = 'city') =>
  sent<DisputeDetail>(
    (await as(recipient)).post('/api/v1/share-disputes', {
      ...{ agreementId, rowKey: '4505-001', item: '责任主体', says: '甲公司', shouldSay: '乙公司' },
      evidence: '2026年5月现场核查笔录：责任主体已变更。',
    }),
  )
