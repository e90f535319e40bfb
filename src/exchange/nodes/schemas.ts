import { type Static, Type } from 'typebox'
import { closed, Moment, nullable } from '../../platform/http/index.ts'

/** How one node stands with another. */
export const ChannelStanding = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    revoked: Type.Boolean(),
    told: Type.Integer({ description: 'the number of the last message for it' }),
    sent: Type.Integer({ description: 'how far our own NATS server has them' }),
    received: Type.Integer({ description: 'how far it has signed for them' }),
    heard: Type.Integer({ description: 'the number of its last message that was taken' }),
    /** Up to when we know all that it had to tell. */
    completeAt: nullable(Moment),
  },
  closed,
)
export type ChannelStanding = Static<typeof ChannelStanding>

export const NodeStatus = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    role: Type.Enum(['region', 'member']),
    at: Moment,
    isUp: Type.Boolean({ description: 'whether its process reaches its own NATS server' }),
    peers: Type.Array(ChannelStanding),
    refused: Type.Integer({ description: 'messages that were not taken, without repetitions' }),
  },
  closed,
)
export type NodeStatus = Static<typeof NodeStatus>
