// Deals the files of tests out to the shards so that each has about as much to do as the others.
import { statSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

export class BySize extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index = 1, count = 1 } = this.ctx.config.shard ?? {};
    const sized = files.map((file) => ({ file, size: statSync(file.moduleId).size }));
    sized.sort((a, b) => b.size - a.size || a.file.moduleId.localeCompare(b.file.moduleId));
    const shards = Array.from({ length: count }, () => ({ size: 0, files: [] as TestSpecification[] }));
    for (const { file, size } of sized) {
      const smallest = shards.reduce((least, shard) => (shard.size < least.size ? shard : least));
      smallest.files.push(file);
      smallest.size += size;
    }
    return shards[index - 1]?.files ?? [];
  }
}
