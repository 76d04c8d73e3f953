import mongoose, { type ClientSession } from 'mongoose';

/**
 * Runs the writes of `work` as one: all or none. What the database could not decide at once is run again, so `work` reads what it
 * decides on within the session. Not mongoose's own `connection.transaction`, which after a failure sets `__v` on documents that have none.
 */
export const inTransaction = <T>(work: (session: ClientSession) => Promise<T>): Promise<T> =>
  mongoose.connection.withSession((session) => session.withTransaction(() => work(session)));
