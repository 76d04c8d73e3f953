export function extractMember(archive: string, member: string, destination: string): Promise<void>;
