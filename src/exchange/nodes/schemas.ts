import { type Static, Type } from 'typebox'
import { closed, Moment, nullable } from '../../platform/http/index.ts'
import { STOP_REASONS } from './rules/stop.ts'

/** Where a channel stands at its receiver, and why (rules/stop.ts). */
export const ChannelStop = nullable(
  Type.Object(
    {
      reason: Type.Enum([...STOP_REASONS]),
      first: Type.Integer({ description: 'the message that is not taken, or where these begin of which one is not' }),
      last: Type.Integer(),
      since: Moment,
    },
    closed,
  ),
)

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
    stopped: ChannelStop,
    stoppedThere: ChannelStop,
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
